"""What holds of the checks on any specification, whatever is in it."""

import re
import time

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from archportal.spec import Specification, checks, labels, outline
from tests.spec.making import artifact, found, specification, use_case
from tests.spec.strategies import specifications

NAMES = (
    "Raw data", "Raw dataset", "data, raw", "Report", "Reports", "Report*", "Score (optional)", "Score",
    "Required fields", "Fields", "Start date", "TBD",
)  # fmt: skip
TEXTS = (
    "Raw data is read fast.", "TODO", "Is it fast?", "[x](#nowhere), [y](../README.md#testers) and [z]()",
    "Done “etc.”", "[one](use-cases/9-case-1.md)", "[two](2-case-2.md#inputs)",
)  # fmt: skip


@st.composite
def linked(draw):
    """Return specifications whose use cases have much to do with each other."""
    wanted = st.lists(st.sampled_from(NAMES), max_size=3)
    texts = st.lists(st.sampled_from(TEXTS), max_size=3)
    numbers = draw(st.lists(st.sampled_from(["1", "2", "2a", "3", "5", "9"]), unique=True, max_size=5))
    use_cases = [
        use_case(
            number,
            needs=[f"{name}{draw(st.sampled_from(['', '', '?']))}" for name in draw(wanted)],
            gives=draw(wanted),
            optional=draw(st.booleans()),
            description="\n\n".join(draw(texts)),
            stories=[
                {"personas": draw(st.sampled_from([[], ["testers"]])), "want": want, "so_that": ""}
                for want in draw(texts)
            ],
            success_path=[{"text": text} for text in draw(texts)],
            exceptions=[{"text": text, "step": draw(st.sampled_from([None, 1, 3]))} for text in draw(texts)],
        )
        for number in numbers
    ]
    known = draw(st.lists(st.sampled_from(NAMES), unique=True, max_size=3))
    artifacts = [artifact(name, external=draw(st.booleans()), type="") for name in known]
    return specification(*use_cases, artifacts=artifacts, introduction="\n\n".join(draw(texts)))


any_specification = st.one_of(specifications(), linked())
unhurried = settings(
    max_examples=settings.default.max_examples // 2,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)


@unhurried
@given(any_specification)
def test_findings_are_the_same_of_a_use_case_alone_unique_in_order_and_at_places_that_exist(made):
    found = checks.findings(made)
    documents = {
        **{("use_case", one.slug): one for one in made.use_cases},
        **{("artifact", one.name): one for one in made.artifacts},
        **{("persona", one.slug): one for one in made.personas},
        ("specification", made.slug): made,
    }

    assert found == checks.findings(Specification.model_validate(made.model_dump()))
    assert len({one.fingerprint for one in found}) == len(found)
    assert [one.severity for one in found] == sorted(
        (one.severity for one in found), key=("error", "warning", "info").index
    )
    for one in found:
        document = documents[one.subject.kind, one.subject.key]
        assert not one.place or one.place == ("use_cases",) or labels.label(document, one.place)
        assert one.sentence.endswith((".", "?"))
        assert all(checks.offer(one, fix) for fix in one.fixes)
    local = {check.id for check in checks.CHECKS if check.of_use_case}
    for one in made.use_cases:
        subject = checks.Subject("use_case", one.slug)
        assert checks.findings_of(one, outline.outline_of(made)) == tuple(
            finding for finding in found if finding.subject == subject and finding.check in local
        )


@unhurried
@given(any_specification)
def test_every_fix_that_is_offered_mends_what_was_found(made):
    for one in checks.findings(made):
        for fix in one.fixes:
            after = checks.fixed(made, one, fix)

            assert after != made
            assert Specification.model_validate(after.model_dump()) == after
            assert one.fingerprint not in {other.fingerprint for other in checks.findings(after)}


BRINGING_TOGETHER = ("merge", "keep-first", "keep-second", "as-optional", "as-required", "take-out")
"""Fixes after which what is wrong with one name is wrong with another, or shows for the first time."""


@unhurried
@given(any_specification)
def test_no_fix_makes_a_new_error(made):
    before = checks.findings(made)
    errors = [one.check for one in before if one.severity == "error"]
    for one in before:
        for fix in set(one.fixes).difference(BRINGING_TOGETHER, ["not-from-outside"]):
            after = [
                one.check for one in checks.findings(checks.fixed(made, one, fix)) if one.severity == "error"
            ]

            # Behind a ring there may be another one through the same use cases.
            assert set(after) <= {*errors, "cycle"}
            assert len(after) <= len(errors)


LONG = "word " * 390


def test_every_sentence_is_short_however_long_the_texts_are():
    made = specification(
        use_case(
            1,
            stories=[{"want": LONG}, {"personas": ["testers"], "want": LONG}],
            success_path=[{"text": f"TODO {LONG}? "}],
            exceptions=[{"text": LONG, "step": 9}],
            description=f"[{LONG}](#{'x' * 999}) fast",
            needs=["n" * 200],
            gives=["n" * 199],
        )
    )

    assert len(checks.findings(made)) > 10
    assert [one for one in checks.findings(made) if len(one.sentence) > 900 or "\n" in one.sentence] == []


def test_a_fix_is_refused_where_somebody_has_mended_it():
    made = specification(use_case(1, ["Missing"]))
    finding = next(one for one in checks.findings(made) if one.check == "input-without-source")
    after = checks.fixed(made, finding, "from-outside")

    with pytest.raises(checks.FixError, match="does not hold any more"):
        checks.fixed(after, finding, "from-outside")


def test_a_fix_that_there_is_not_is_refused():
    made = specification(use_case(1, ["Missing"]))
    finding = next(one for one in checks.findings(made) if one.check == "input-without-source")

    with pytest.raises(checks.FixError, match="no such way"):
        checks.fixed(made, finding, "nothing")
    with pytest.raises(checks.FixError, match="not be mended in this way"):
        checks.fixed(made, finding, "merge")


ROWS = ("stories", "inputs", "outputs", "success_path", "exceptions", "preconditions")


@unhurried
@given(any_specification)
def test_fingerprints_stay_when_rows_and_numbers_move(made):
    moved = [
        one.model_copy(
            update={
                **{field: tuple(reversed(getattr(one, field))) for field in ROWS},
                "number": f"{int(re.match('[0-9]+', one.number)[0]) + 1}{one.number.lstrip('0123456789')}"
                if one.number
                else "",
            }
        )
        for one in made.use_cases
    ]
    after = made.model_copy(update={"use_cases": tuple(moved)})
    numbers = ("number-gap", "link-to-nowhere")

    assert {one.fingerprint for one in checks.findings(made) if one.check not in numbers} == {
        one.fingerprint for one in checks.findings(after) if one.check not in numbers
    }


def test_a_fingerprint_changes_with_what_was_found():
    made = specification(use_case(1, ["Missing"]))
    other = specification(use_case(1, ["Else"]))

    (one,), (another,) = (found("input-without-source", each) for each in (made, other))

    assert one.fingerprint != another.fingerprint


def test_every_check_is_described():
    assert len({check.id for check in checks.CHECKS}) == len(checks.CHECKS)
    for check in checks.CHECKS:
        assert check.id == check.id.lower().replace(" ", "-")
        assert check.title
        assert check.why.endswith(".")
        assert check.mend.endswith(".")
        assert check.of_use_case or check.of_whole
        assert all(check.fixes.values())


@pytest.mark.parametrize("shared", [False, True])
def test_a_thousand_use_cases_are_checked_at_once(shared):
    many = [
        use_case(
            number,
            needs=["Shared", f"Unknown {number}"]
            if shared
            else [f"Artifact {number - 1}", f"Input {number}"],
            gives=["Shared"] if shared else [f"Artifact {number}"],
            description=f"See [another](#{number}) and so on, as far as {number} is fast.",
            success_path=[{"text": f"Step {step} of use case {number} is done."} for step in range(5)],
        )
        for number in range(1, 1001)
    ]
    made = specification(*many)
    around = outline.outline_of(made)

    started = time.process_time()
    assert len(checks.findings(made)) > 1000
    assert time.process_time() - started < 4

    started = time.process_time()
    assert checks.findings_of(made.use_cases[500], around)
    assert time.process_time() - started < 1


@pytest.mark.parametrize("part", ["“", "](", "[x](#gone) ", "a? ", "and so on ", "`a``b", "# a\n", "TODO\n"])
def test_texts_without_end_are_checked_in_a_moment(part):
    made = specification(use_case(1, notes=part * (100_000 // len(part))))

    started = time.process_time()
    checks.findings(made)

    assert time.process_time() - started < 6
