"""The forms of documents in Django's admin. They read and show; none of them ever writes a row."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django import forms
from django.contrib.admin.widgets import AdminTextInputWidget

from archportal import spec
from archportal.conflicts import with_theirs_taken
from archportal.merging import Base
from archportal.revisions import Conflict

SAVED_IN_BETWEEN = (
    "{} saved version {} while you were writing, and both of you changed the same thing. Nothing was "
    "overwritten, and everything you typed is still here. See at the top where the two differ. If you save "
    "again, yours stands there unless you take theirs, and whatever else they changed is kept."
)
DELETED_IN_BETWEEN = (
    "{} deleted this while you were writing (version {}). Everything you typed is still here; restore the "
    "deleted one in another window, and save this one again."
)
NO_VERSION = "The page does not say which version you have edited; copy what you typed and reload it."


@dataclass(frozen=True)
class Refusal:
    """Why the door refused a document: what is wrong with it, or what somebody saved in between."""

    faults: Sequence[spec.Fault] = ()
    conflict: Conflict | None = None

    @classmethod
    def of(cls, error: spec.SpecError | Conflict) -> Refusal:
        """Return what an error of the door says."""
        if isinstance(error, Conflict):
            return cls(conflict=error)
        return cls(faults=error.faults)


class UnwrittenForm(forms.ModelForm):
    """A form that leaves its row alone and checks nothing of it: the document is what is checked."""

    def _post_clean(self) -> None:
        """Do not fill the row, as a ModelForm would."""


class AdminDocumentForm(UnwrittenForm):
    """The texts of a document, and the version that they are based on."""

    refusal = Refusal()
    row_fields: Sequence[str] = ()
    """The fields of the document that are rows; their faults stand there."""

    note = forms.CharField(
        label="Why",
        required=False,
        max_length=500,
        help_text="A word on why you change it, for the history.",
        widget=AdminTextInputWidget,
    )
    based_on = forms.IntegerField(
        widget=forms.HiddenInput,
        min_value=1,
        error_messages=dict.fromkeys(("required", "invalid", "min_value"), NO_VERSION),
    )
    seen = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def __init__(self, data: Any = None, *args: Any, **kwargs: Any) -> None:
        super().__init__(with_theirs_taken(data) if data is not None else None, *args, **kwargs)
        if self.instance.pk is None:
            del self.fields["note"], self.fields["based_on"], self.fields["seen"]
        else:
            self.initial["based_on"] = self.instance.latest.version
        for name, field in self.fields.items():
            # A field of entries leaves alone what was not touched, and has to know what that was.
            if hasattr(field, "start_from"):
                field.start_from(self.initial.get(name, ()))

    @property
    def base(self) -> Base | None:
        """What was typed is based on; None for something new."""
        version = self.cleaned_data.get("based_on")
        return Base(version, self.cleaned_data.get("seen") or 0) if version else None

    def content(self, names: Iterable[str]) -> dict[str, Any]:
        """Return the plain data of the document's fields with these names, as far as the form has them."""
        return {name: self.cleaned_data[name] for name in names if name in self.cleaned_data}

    def clean(self) -> None:
        if self.refusal.conflict is not None:
            newer = self.refusal.conflict.revision
            sentence = DELETED_IN_BETWEEN if newer.deleted else SAVED_IN_BETWEEN
            self.add_error(None, sentence.format(newer.author_name, newer.version))
            # The person sees the newer state above their own text, so the next save may take theirs.
            self.data = self.data.copy()
            self.data[self.add_prefix("seen")] = str(newer.version)
        for fault in self.refusal.faults:
            self._blame(fault)

    def _blame(self, fault: spec.Fault) -> None:
        name = str(fault.place[0]) if fault.place else ""
        if name in self.row_fields:
            return
        entry = fault.place[1] if len(fault.place) > 1 else None
        sentence = f"Entry {entry + 1}: {fault.message}" if isinstance(entry, int) else fault.message
        self.add_error(name if name in self.fields else None, sentence)
