"""The pages of a history, the same for every kind of document: all states, one state, restoring one.

They lie at `history/`, `history/3/` and `history/3/restore/`, and lead to each other by relative links.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import Model
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render

from archportal import spec
from archportal.permissions import may_write
from archportal.revisions import Door, Origin, Revision, RevisionQuerySet
from archportal.undoable import undoable

PAGE_SIZE = 50

Restore = Callable[[Any, Origin], tuple[Model, Revision | None]]
"""Save the state of a revision anew; return the row, and the new revision, or None where nothing changed."""


@dataclass(frozen=True)
class Subject:
    """What a history is about. `last` is its newest revision; `trail` leads to it from the navigation."""

    label: str
    title: str
    revisions: RevisionQuerySet
    last: Revision
    trail: Sequence[tuple[str, str]]
    about: str = ""
    """A sentence on what the history does not hold."""
    tabs: str = ""
    context: Mapping[str, Any] = field(default_factory=dict)
    """What the template of the tabs needs."""

    @property
    def url(self) -> str:
        """The address of what the history is about: the last one on the way here."""
        return self.trail[-1][1]

    @property
    def current(self) -> int | None:
        """The version that stands now; None where the subject is deleted."""
        return None if self.last.deleted else self.last.version


def form_origin(request: HttpRequest, note: str = "") -> Origin:
    """Return the origin of what this request saves."""
    return Origin(request.user, Door.FORM, note)


def history_page(request: HttpRequest, subject: Subject) -> HttpResponse:
    """Show all states, newest first."""
    revisions = subject.revisions.defer("document").order_by("-version")
    page = Paginator(revisions, PAGE_SIZE).get_page(request.GET.get("page"))
    return render(request, "history/history.html", {**_context(request, subject), "page": page})


def find_revision(subject: Subject, version: int) -> Revision:
    """Return one state, or answer that there is none."""
    revision = subject.revisions.filter(version=version).first()
    if revision is None:
        raise Http404
    return revision


def revision_page(
    request: HttpRequest, subject: Subject, revision: Revision, fragment: str, context: Mapping[str, Any]
) -> HttpResponse:
    """Show one state by the fragment that shows such a document."""
    context = {
        **_context(request, subject),
        **context,
        "revision": revision,
        "fragment": fragment,
        "here": f"Version {revision.version}",
        "earlier": revision.version - 1,
        "later": revision.version + 1 if revision.version < subject.last.version else None,
    }
    return render(request, "history/revision.html", context)


def restore_revision(
    request: HttpRequest, subject: Subject, revision: Revision, restore: Restore
) -> HttpResponse:
    """Restore one state and lead to what it became, or back to the state with the reason why not."""
    try:
        row, made = restore(revision, form_origin(request))
    except spec.SpecError as error:
        for fault in error.faults:
            messages.error(request, f"{subject.label} was not restored. {fault.message}")
        return HttpResponseRedirect("../")
    if made is None:
        messages.info(request, f"Version {revision.version} is what stands already; nothing was changed.")
    elif subject.current is None:
        undoable(request, f"{subject.label} is back as it was in version {revision.version}.", made.change)
    else:
        undoable(request, f"{subject.label} is again as it was in version {revision.version}.", made.change)
    return redirect(row)


def undelete(
    request: HttpRequest, revision: Revision, label: str, restore: Restore, otherwise: str
) -> HttpResponse:
    """Bring back what was deleted and lead to it; lead to `otherwise` with the reason where that fails."""
    try:
        row, made = restore(revision, form_origin(request))
    except spec.SpecError as error:
        for fault in error.faults:
            messages.error(request, f"{label} was not restored. {fault.message}")
        return redirect(otherwise)
    undoable(request, f"{label} was restored.", made and made.change)
    return redirect(row)


def gone_page(
    request: HttpRequest, revision: Revision, label: str, action: str, back: tuple[str, str]
) -> HttpResponse:
    """Say that what stood at this address was deleted, and offer editors to restore it."""
    context = {
        "revision": revision,
        "label": label,
        "action": action,
        "back": back,
        "may_write": may_write(request.user),
    }
    return render(request, "history/gone.html", context, status=410)


def posted_revision(request: HttpRequest, revisions: RevisionQuerySet) -> Revision:
    """Return the revision that a form names, out of these, or answer that there is none."""
    number = request.POST.get("revision", "")
    # Python reads no number of thousands of digits.
    known = number.isascii() and number.isdigit() and len(number) < 20
    revision = revisions.filter(pk=number).first() if known else None
    if revision is None:
        raise Http404
    return revision


def _context(request: HttpRequest, subject: Subject) -> dict[str, Any]:
    return {**subject.context, "subject": subject, "may_write": may_write(request.user)}
