"""Several findings are mended at once."""

from functools import reduce

from hypothesis import given

from archportal.spec import Specification, checks
from tests.spec.making import artifact, found, specification, use_case
from tests.spec.test_checks_properties import any_specification, unhurried

OUTSIDE = "from-outside"


def fixed_in_turn(made, finding, fix):
    """Return it after one fix, or as it was where an earlier one has mended this along."""
    try:
        return checks.fixed(made, finding, fix)
    except checks.FixError:
        return made


@unhurried
@given(any_specification)
def test_together_comes_the_same_as_one_after_the_other(made):
    offers = {}
    for one in checks.findings(made):
        for fix in one.fixes:
            offers.setdefault((one.check, fix), []).append((one, fix))
    for wanted in offers.values():
        after = checks.fixed_all(made, wanted).after

        assert after == reduce(lambda state, pair: fixed_in_turn(state, *pair), wanted, made)
        assert Specification.model_validate(after.model_dump()) == after


def test_what_an_earlier_one_has_mended_along_is_mended():
    cases = [use_case(2, ["Test reports"]), use_case(3, ["Test reports"])]
    made = specification(use_case(1, [], ["Test report"]), *cases)
    wanted = [(one, "merge") for one in found("input-without-source", made)]

    mended = checks.fixed_all(made, wanted)

    assert len(wanted) == 2
    assert mended.refused == ()
    assert found("input-without-source", mended.after) == []


def test_what_is_gone_is_refused_and_the_others_are_mended():
    made = specification(use_case(1, ["Missing", "Lost"]))
    missing, lost = found("input-without-source", made)
    since = checks.fixed(made, missing, OUTSIDE)

    mended = checks.fixed_all(since, [(missing, OUTSIDE), (lost, OUTSIDE)])

    ((refused, sentence),) = mended.refused
    assert refused == missing
    assert "does not hold any more" in sentence
    assert found("input-without-source", mended.after) == []


def test_a_way_that_a_finding_does_not_offer_is_refused():
    made = specification(use_case(1, []), artifacts=[artifact("Plan", type="")])
    (untyped,) = [one for one in found("artifact-without-type", made) if one.subject.key == "Plan"]

    mended = checks.fixed_all(made, [(untyped, "type-date"), (untyped, "nothing")])

    assert mended.after == made
    assert len(mended.refused) == 2
