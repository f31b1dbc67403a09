"""Links in Markdown that lead nowhere."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice
from typing import TYPE_CHECKING, NamedTuple

from archportal.spec.checks import addresses, mending
from archportal.spec.checks.addresses import README, Fault, Link
from archportal.spec.checks.base import Check, Finding, Fix, Found, Subject
from archportal.spec.checks.surroundings import clipped
from archportal.spec.checks.texts import MOST

if TYPE_CHECKING:
    from archportal.spec.checks.surroundings import Surroundings
    from archportal.spec.documents import Specification, UseCase

LONGEST_REASON = 200
"""Characters of a reason, which may name an address as long as a text."""


class Text(NamedTuple):
    """A Markdown text: its field, what stands in it, its file in an export, and all people wrote there."""

    field: str
    markdown: str
    file: str
    own: str


def _texts_of(use_case: UseCase, around: Surroundings) -> Iterator[Text]:
    """Yield the texts of a use case that may hold links."""
    for field in ("description", "notes"):
        markdown = getattr(use_case, field)
        if "](" in markdown or "]:" in markdown:
            file = around.folder.paths.get(use_case.slug, f"{addresses.FOLDER}/{use_case.slug}.md")
            yield Text(field, markdown, file, f"{use_case.description}\n\n{use_case.notes}")


def _texts_of_readme(specification: Specification) -> Iterator[tuple[Subject, Text]]:
    """Yield the texts that an export has in its README."""
    own = _readme(specification)
    introduction = Text("introduction", specification.introduction, README, own)
    yield Subject("specification", specification.slug), introduction
    for persona in specification.personas:
        yield Subject("persona", persona.slug), Text("definition", persona.definition, README, own)


def _readme(specification: Specification) -> str:
    texts = (specification.introduction, *(persona.definition for persona in specification.personas))
    return "\n\n".join(texts)


def _of_use_case(use_case: UseCase, around: Surroundings) -> Iterator[Found]:
    for text in _texts_of(use_case, around):
        yield from _faults(text, around)


def _of_readme(specification: Specification, around: Surroundings) -> Iterator[tuple[Subject, Found]]:
    for subject, text in _texts_of_readme(specification):
        for found in _faults(text, around):
            yield subject, found


def _faults(text: Text, around: Surroundings) -> Iterator[Found]:
    return islice(_all_faults(text, around), MOST)


def _all_faults(text: Text, around: Surroundings) -> Iterator[Found]:
    for link in addresses.links_in(text.markdown):
        fault = addresses.malformed(link.target)
        fault = fault or around.folder.fault(link.target, text.file, text.own)
        if fault:
            yield _found(text, link, fault)


def _found(text: Text, link: Link, fault: Fault) -> Found:
    to = f" to “{clipped(link.target)}”" if link.target else ""
    sentence = f"The link “{clipped(link.text)}”{to} {clipped(fault.reason, LONGEST_REASON)}."
    # What was written in another way, with escapes or at the end of the text, is mended by hand.
    mendable = fault.meant and f"]({link.target})" in text.markdown
    fixes = ("relink",) if mendable else ()
    words = (text.field, link.text, link.target)
    return Found((text.field,), sentence, words, fixes, (link.target, fault.meant))


def _relink(specification: Specification, finding: Finding) -> Specification:
    target, meant = finding.names
    return mending.with_text(
        specification,
        finding.subject,
        str(finding.place[0]),
        lambda text: text.replace(f"]({target})", f"]({meant})"),
    )


_WAYS = {"relink": Fix("Let it lead to what was meant", _relink, "Let it lead to “{1}”")}

NOWHERE = Check(
    id="link-to-nowhere",
    severity="warning",
    title="Link that leads nowhere",
    why=(
        "A link has an address that cannot work, or leads to a use case or heading that is not there: it was "
        "renamed, renumbered or removed. Readers end at an error page."
    ),
    mend="Correct the address, or remove the link. Links to other sites are not followed.",
    of_use_case=_of_use_case,
    of_whole=_of_readme,
    ways=_WAYS,
)


def _missing_headings(specification: Specification, around: Surroundings) -> Iterator[tuple[Subject, Found]]:
    anchors = _persona_anchors(specification)
    known = addresses.headings_of(_readme(specification)) | addresses.SECTIONS | {*anchors.values()}
    for use_case in specification.use_cases:
        for text in _texts_of(use_case, around):
            for link in addresses.links_in(text.markdown) if f"{README}#" in text.markdown else ():
                heading = addresses.readme_heading(link.target, text.file)
                if heading and not addresses.is_among(heading, known):
                    fault = _no_heading(heading, link, anchors)
                    yield Subject("use_case", use_case.slug), _found(text, link, fault)


def _persona_anchors(specification: Specification) -> dict[str, str]:
    from archportal.spec.readme import readme_anchors

    return readme_anchors(specification.text, specification.personas)


def _no_heading(heading: str, link: Link, anchors: dict[str, str]) -> Fault:
    reason = f"leads nowhere: the README has no heading “{heading}”"
    renamed = anchors.get(heading)
    meant = link.target.removesuffix(heading) + renamed if renamed else ""
    return Fault(f"{reason}; the persona has another name now" if renamed else reason, meant)


MISSING_HEADING = Check(
    id="link-to-missing-heading",
    severity="warning",
    title="Link to a heading that is not there",
    why=(
        "A use case links to a heading of the README that is not there, often because a persona was renamed. "
        "Readers end at the top of a long page."
    ),
    mend="Correct the link, or remove it.",
    of_whole=_missing_headings,
    ways=_WAYS,
)

CHECKS = (NOWHERE, MISSING_HEADING)
