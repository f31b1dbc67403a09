"""What the page of a use case shows, computed from its document alone."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol

from django.urls import reverse
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe

from archportal import spec
from archportal.spec import rules
from archportal.spec.flow import flow_text
from archportal.spec.html import markdown_html
from archportal.spec.numbering import Numbered, numbered_exceptions
from archportal.spec.svg import render_svg
from archportal.spec.wording import alternatives, article, enumeration, wanted


class Named(Protocol):
    """A persona as a row or as a document: all that a story needs to name it."""

    slug: str
    name: str
    one: str


@dataclass(frozen=True)
class PresentedStep:
    """A step of the success path with what can go wrong at it."""

    number: int
    step: spec.Step
    extensions: Sequence[Numbered]


@dataclass(frozen=True)
class Presented:
    """A use case ready for the template `usecases/_document.html`."""

    document: spec.UseCase
    stories: Sequence[SafeString]
    description: SafeString
    notes: SafeString
    marking: rules.Marking
    inputs: Sequence[tuple[spec.Input, bool]]
    steps: Sequence[PresentedStep]
    exceptions: Sequence[Numbered]
    elsewhere: SafeString
    diagram: SafeString
    diagram_text: str
    prefix: str

    @property
    def legend(self) -> str:
        """What stands under the heading of the inputs, without the star where there is one."""
        return self.marking.value.removeprefix("* ")

    @property
    def mixed(self) -> bool:
        """Whether required inputs carry the star."""
        return self.marking is rules.Marking.MIXED

    @property
    def parts(self) -> list[tuple[str, str]]:
        """The parts that the document has, for a table of contents: ids and titles."""
        titles = [
            "Description",
            "Diagram",
            "Preconditions",
            "Inputs",
            "Outputs",
            "Success path",
            "Exceptions",
            "Notes",
        ]
        absent = {"Preconditions": not self.document.preconditions, "Notes": not self.notes}
        kept = (title for title in titles if not absent.get(title))
        return [(self.prefix + title.lower().replace(" ", "-"), title) for title in kept]

    @property
    def status(self) -> str:
        """The status in words."""
        return self.document.status.replace("_", " ").capitalize()


def present(document: spec.UseCase, personas: Mapping[str, Named], prefix: str = "") -> Presented:
    """Return what the page shows of a document; `prefix` keeps ids apart where several stand on one page."""
    numbered = numbered_exceptions(document)
    steps = _steps(document, numbered)
    return Presented(
        document=document,
        stories=[story_sentence(story, personas) for story in document.stories],
        description=mark_safe(markdown_html(document.description)),
        notes=mark_safe(markdown_html(document.notes)),
        marking=rules.marking(document.inputs),
        inputs=[(item, rules.starred(item, document.inputs)) for item in document.inputs],
        steps=steps,
        exceptions=[row for row in numbered if row.step is None],
        elsewhere=_elsewhere(steps, prefix),
        diagram=diagram_of(document, f"{prefix}d"),
        diagram_text=flow_text(document),
        prefix=prefix,
    )


def diagram_of(document: spec.UseCase, prefix: str) -> SafeString:
    """Return the diagram twice: the style sheet shows the second where there is little room."""
    wide = render_svg(document, prefix=prefix)
    return mark_safe(wide + render_svg(document, prefix=f"{prefix}n", narrow=True))


def _steps(document: spec.UseCase, numbered: Sequence[Numbered]) -> list[PresentedStep]:
    extensions: dict[int, list[Numbered]] = {}
    for row in numbered:
        extensions.setdefault(row.step or 0, []).append(row)
    return [
        PresentedStep(number, step, extensions.get(number, ()))
        for number, step in enumerate(document.success_path, 1)
    ]


def _elsewhere(steps: Sequence[PresentedStep], prefix: str) -> SafeString:
    """Return the sentence that says where the exceptions of steps stand, with links to them."""
    clauses = []
    for step in steps:
        if step.extensions:
            links = [
                format_html('<a href="#{}exception-{}">{}</a>', prefix, row.label, row.label)
                for row in step.extensions
            ]
            verb = "stands" if len(links) == 1 else "stand"
            names = mark_safe(enumeration(links))
            clauses.append(format_html("{} {} under step {}", names, verb, step.number))
    return format_html("{}.", mark_safe("; ".join(clauses))) if clauses else mark_safe("")


def story_sentence(story: spec.Story, personas: Mapping[str, Named]) -> SafeString:
    """Return a story as a sentence, with links to its personas."""
    people = [personas.get(slug) or Unlinked(slug, slug) for slug in story.personas]
    comma = "," if story.want or story.so_that else ""
    parts = [
        format_html("As {} {}{}", article(people[0].one), _links(people), comma) if people else "",
        format_html("<b>I want</b> {}", wanted(story.want)) if story.want else "",
        format_html("<b>so that</b> {}", story.so_that) if story.so_that else "",
    ]
    sentence = format_html_join(" ", "{}", ((part,) for part in parts if part))
    return format_html("{}{}", sentence, "" if sentence.endswith((".", "!", "?")) else ".")


def _links(people: Sequence[Named]) -> SafeString:
    links = [_link(person) for person in people]
    # The words between are our own; every name was escaped in its link.
    return mark_safe(alternatives(links))


def _link(person: Named) -> SafeString:
    if isinstance(person, Unlinked):
        return format_html("{}", person.one)
    return format_html('<a href="{}">{}</a>', reverse("personas:detail", args=[person.slug]), person.one)


@dataclass(frozen=True)
class Unlinked:
    """A persona that has no page: gone from the portal, in an old state of a use case, or not made yet."""

    slug: str
    name: str

    @property
    def one(self) -> str:
        """How a story names it."""
        return self.name
