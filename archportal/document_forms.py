"""Small forms whose content is a document."""

from __future__ import annotations

from abc import ABCMeta, abstractmethod
from typing import Any

from django import forms

from archportal import spec
from archportal.conflicts import ShownClash, shown_clash, with_theirs_taken
from archportal.merging import Base
from archportal.revisions import Conflict

SLUG_HELP = (
    "The last part of the page’s address: lower-case letters, digits and hyphens. "
    "Links to the former address keep working."
)


TAIL = ("slug", "note", "based_on")
"""The fields that every such form ends with."""


class AbstractForm(ABCMeta, type(forms.Form)):
    """Refuses to make a form that does not say what it makes."""


class DocumentForm(forms.Form, metaclass=AbstractForm):
    """A form that makes a document out of its fields; the faults of the document stand at them."""

    slug = forms.CharField(
        label="Address", required=False, widget=forms.TextInput(attrs={"autocomplete": "off"})
    )
    note = forms.CharField(
        label="Why",
        required=False,
        max_length=500,
        help_text="A word on why you change it, for the history.",
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    based_on = forms.IntegerField(
        widget=forms.HiddenInput,
        min_value=1,
        error_messages=dict.fromkeys(
            ("required", "invalid", "min_value"),
            "The page does not say which version you have edited; copy what you typed and reload it.",
        ),
    )

    def __init__(self, data: Any = None, *, new: bool = False, **kwargs: Any) -> None:
        super().__init__(with_theirs_taken(data) if data is not None else None, **kwargs)
        self.order_fields([*(name for name in self.fields if name not in TAIL), *TAIL])
        self.document: spec.Document | None = None
        if new:
            # What does not exist yet has neither a version nor a reason to change.
            del self.fields["note"], self.fields["based_on"]
            self.fields["slug"].help_text = "Leave this empty, and it is made from the name."
            if data is None:
                next(iter(self.fields.values())).widget.attrs["autofocus"] = True
        else:
            self.fields["slug"].help_text = SLUG_HELP

    @property
    def base(self) -> Base:
        """What the text is based on."""
        return Base(self.cleaned_data["based_on"])

    @abstractmethod
    def kind(self) -> type[spec.Document]:
        """Return what the form makes; the documents are loaded when they are first needed."""

    def content(self) -> dict[str, Any]:
        """Return the plain data of the document."""
        names = self.kind().model_fields.keys() & self.cleaned_data.keys()
        return {name: self.cleaned_data[name] for name in names}

    def clean(self) -> None:
        # Also where a field is faulty already, so that one submit shows every fault.
        try:
            self.document = spec.build(self.kind(), self.content())
        except spec.SpecError as error:
            self.blame(error)

    def blame(self, error: spec.SpecError) -> None:
        """Put each fault of the document at the field that it came from, unless that has one already."""
        known = set(self.errors)
        for fault in error.faults:
            name = str(fault.place[0]) if fault.place else ""
            # An address that is made from the name cannot be made from a faulty one: that says nothing new.
            if name in known or (known and name == "slug" and not self.cleaned_data.get("slug")):
                continue
            entry = fault.place[1] if len(fault.place) > 1 else None
            sentence = f"Entry {entry + 1}: {fault.message}" if isinstance(entry, int) else fault.message
            self.add_error(name if name in self.fields else None, sentence)

    def take_in(self, conflict: Conflict) -> list[ShownClash]:
        """Show what came of both sides, based on the state that stands now; return where they clash."""
        merged = conflict.merged
        self.data = self.data.copy()
        for name, value in merged.document:
            if name in self.fields:
                self.data[name] = self._shown(name, value)
        self.data["based_on"] = str(conflict.revision.version)
        clashes = [self._clash(conflict, clash) for clash in merged.clashes]
        for clash in clashes:
            self.fields[clash.field].clash = clash
        return clashes

    def _clash(self, conflict: Conflict, clash: spec.Clash) -> ShownClash:
        name = str(clash.place[0])
        if len(clash.place) > 1:
            return shown_clash(conflict, clash, name)
        mine, theirs = self._shown(name, clash.mine), self._shown(name, clash.theirs)
        return shown_clash(conflict, clash, name, mine, theirs)

    def _shown(self, name: str, value: Any) -> str:
        return str(self.fields[name].prepare_value(value) or "")
