"""Checks on where the links in Markdown lead."""

import pytest

from archportal.spec.checks import offer
from tests.spec.making import described, found, mended, sentences


@pytest.mark.parametrize(
    ("link", "reason"),
    [
        ("[x]()", "leads nowhere: its address is empty."),
        ("[x](#)", "leads nowhere: its address is empty."),
        ("[x](https//example.org)", "is misspelt: write it as “https://…”."),
        ("[x](https:/example.org)", "is misspelt: write it as “https://…”."),
        ("[x](htp://example.org)", "is misspelt: write it as “https://…”."),
        ("[x](www.example.org)", "is taken for a file: write “https://” before it."),
        ("[x](http://)", "is not a valid address."),
        ("[x](https://exa mple.org)", "is not a valid address."),
        ("[x](https://exa%20mple.org)", "is not a valid address."),
        ("[x](mailto:somebody)", "names no mail address."),
        ("[x](ftp://example.org)", "is left out on the pages: “ftp:” is not allowed there."),
        ("[x](#gone)", "leads nowhere: there is no heading “gone”."),
        ("[x](9-gone.md)", "leads nowhere: there is no such use case."),
        ("[x](../use-cases/9-gone.md#inputs)", "leads nowhere: there is no such use case."),
        ("[x](7-case-2.md)", "leads nowhere: the file of that use case has another name."),
        ("[x](use-cases/2-case-2.md)", "leads nowhere: the file of that use case has another name."),
        ("[x][r]\n\n[r]: www.example.org", "is taken for a file: write “https://” before it."),
    ],
)
def test_a_link_that_leads_nowhere_is_found(link, reason):
    (finding,) = found("link-to-nowhere", described(f"See {link}."))

    assert finding.sentence.startswith("The link “x”")
    assert finding.sentence.endswith(reason)
    assert finding.place == ("description",)


@pytest.mark.parametrize("link", ["#", "h", "use-cases/7-case-2.md#"])
def test_a_long_address_is_cut_in_what_is_said_of_it(link):
    letters = "ab" * 3_000
    (finding,) = found("link-to-nowhere", described(f"[x]({link}{letters}{':x' if link == 'h' else ''})"))

    said = [finding.sentence, *(offer(finding, fix) for fix in finding.fixes)]
    assert all(len(text) < 400 for text in said)


@pytest.mark.parametrize(
    "link",
    ["[x](https://example.org/a?b=c#d)", "[x](http://wiki/page)", "[x](mailto:a@example.org)", "[x](#inputs)",
     "[x](#own-heading)", "[x](#testers)", "[x](2-case-2.md)", "[x](./2-case-2.md#inputs)", "[x](other.pdf)",
     "[x](../use-cases/2-case-2.md)", "[x](/specs/other/)", "[x](../docs/3-guide.md)", "`[x]()`",
     "```\n[x]()\n```", r"\[x\]()", "[optional] (see x)", "[x](http://[::1]/)", "![x](picture.png)"],
)  # fmt: skip
def test_a_link_that_may_lead_somewhere_is_not_judged(link):
    assert found("link-to-nowhere", described(f"## Own heading\n\n{link}")) == []


def test_links_of_the_introduction_and_of_personas_start_from_the_readme():
    made = described(
        "",
        introduction="## Aim\n\n[a](#aim) [b](use-cases/2-case-2.md) [c](2-case-2.md)",
        personas=[{"name": "Testers", "definition": "[d](#gone) [e](#aim)"}],
    )

    assert [(one.subject.kind, one.names[0]) for one in found("link-to-nowhere", made)] == [
        ("specification", "2-case-2.md"), ("persona", "#gone"),
    ]  # fmt: skip


def test_a_link_to_a_renumbered_use_case_is_led_to_it():
    made = described("[one](7-case-2.md#inputs), [two](7-case-2.md#inputs)")

    after = mended("link-to-nowhere", "relink", made)

    assert after.use_cases[0].description == "[one](2-case-2.md#inputs), [two](2-case-2.md#inputs)"


def test_links_of_other_texts_are_led_to_what_was_meant():
    made = described(
        "",
        introduction="[x](2-case-2.md)",
        personas=[{"name": "Testers", "definition": "[x](www.example.org)"}],
    )

    after = mended("link-to-nowhere", "relink", made)
    again = mended("link-to-nowhere", "relink", after)

    assert after.introduction == "[x](use-cases/2-case-2.md)"
    assert again.personas[0].definition == "[x](https://www.example.org)"


def test_a_link_that_was_written_in_another_way_is_mended_by_hand():
    (finding,) = found("link-to-nowhere", described("[x][r]\n\n[r]: 7-case-2.md"))

    assert finding.fixes == ()


def test_a_link_to_a_persona_that_was_renamed_is_led_to_it():
    personas = [{"name": "Quality Engineers", "slug": "testers", "definition": "They test."}]
    made = described("[x](../README.md#testers)", personas=personas)

    after = mended("link-to-missing-heading", "relink", made)

    assert sentences("link-to-missing-heading", made) == [
        "The link “x” to “../README.md#testers” leads nowhere: the README has no heading “testers”; the "
        "persona has another name now."
    ]
    assert after.use_cases[0].description == "[x](../README.md#quality-engineers)"


@pytest.mark.parametrize("heading", ["testers", "personas", "aim", "details"])
def test_headings_of_the_readme_are_known(heading):
    personas = [{"name": "Testers", "definition": "## Details"}]
    made = described(f"[x](../README.md#{heading})", introduction="# Aim", personas=personas)

    assert found("link-to-missing-heading", made) == []


def test_a_heading_that_the_readme_has_not_is_found():
    made = described("[x](../README.md#gone) and [y](../README.md)")

    assert [one.fixes for one in found("link-to-missing-heading", made)] == [()]
