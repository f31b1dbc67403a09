"""The form of a persona."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from django import forms

from archportal import spec
from archportal.document_forms import DocumentForm
from personas.models import Persona

_INDENT = "  "


class EntriesField(forms.CharField):
    """A list of texts, one per line."""

    widget = forms.Textarea

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(required=False, strip=False, **kwargs)

    def start_from(self, entries: Sequence[str]) -> None:
        """Show these entries. Where one of them has several lines, indented lines continue the one above."""
        self.initial = tuple(entries)
        if any("\n" in entry for entry in entries):
            self.help_text = f"{self.help_text} A line that begins with two spaces continues the one above."

    def prepare_value(self, value: Any) -> Any:
        return joined(value) if isinstance(value, Sequence) and not isinstance(value, str) else value

    def clean(self, value: Any) -> tuple[str, ...]:
        text = super().clean(value).replace("\r\n", "\n")
        entries = self.initial or ()
        # What was not touched stays as it is, even if an import brought an entry that no line can say.
        if entries and text == joined(entries):
            return entries
        return split(text, indented=any("\n" in entry for entry in entries))


def joined(entries: Iterable[str]) -> str:
    """Return entries as lines of a text.

    >>> joined(["one", "two\\nmore"])
    'one\\ntwo\\n  more'
    """
    return "\n".join(entry.replace("\n", f"\n{_INDENT}") for entry in entries)


def split(text: str, *, indented: bool) -> tuple[str, ...]:
    """Return the entries that the lines of a text say; `indented`: such a line continues the one above.

    >>> split("one\\n\\ntwo\\n  more", indented=True)
    ('one', 'two\\nmore')
    """
    entries: list[str] = []
    for line in text.split("\n"):
        if indented and entries and line.startswith(_INDENT):
            entries[-1] += "\n" + line.removeprefix(_INDENT)
        elif line.strip():
            entries.append(line.strip())
    return tuple(entries)


class PersonaForm(DocumentForm):
    """A persona as a person types it."""

    name = forms.CharField(
        label="Name",
        help_text="The plural, as in “Data Scientists”.",
        error_messages={"required": "Give the persona a name."},
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    singular = forms.CharField(
        label="Name of one of them",
        required=False,
        help_text="The singular, as in “As a Data Scientist, I want …”.",
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    definition = forms.CharField(
        label="Definition",
        required=False,
        strip=False,
        help_text="What they do, in a sentence or two. Markdown is understood.",
        widget=forms.Textarea(attrs={"class": "prose-input", "rows": 5}),
    )
    goals = EntriesField(label="Goals", help_text="What they want: one goal per line.")
    pain_points = EntriesField(
        label="Pain points", help_text="What makes their work hard: one pain point per line."
    )

    def kind(self) -> type[spec.Persona]:
        return spec.Persona

    @classmethod
    def of(cls, persona: Persona, data: Any = None) -> PersonaForm:
        """Return the form of a persona's latest document; needs `with_document`."""
        initial = {**persona.document.model_dump(), "based_on": persona.latest.version}
        form = cls(data, initial=initial)
        for name in ("goals", "pain_points"):
            form.fields[name].start_from(initial[name])
        return form


class ReplacementForm(forms.Form):
    """Who takes the place of a persona in all stories."""

    replacement = forms.ModelChoiceField(
        queryset=Persona.objects.none(),
        to_field_name="slug",
        empty_label="Choose a persona",
        label="Put in its place everywhere",
        error_messages={
            "required": "Choose the persona that takes its place.",
            "invalid_choice": "This persona is there no more; choose another one.",
        },
    )

    def __init__(self, persona: Persona, data: Any = None) -> None:
        super().__init__(data)
        self.fields["replacement"].queryset = Persona.objects.exclude(pk=persona.pk)
