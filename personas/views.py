"""The pages of personas."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseBadRequest
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from archportal import held, spec
from archportal.history import form_origin
from archportal.htmx import HtmxHttpRequest
from archportal.permissions import editor_required, may_write, reader_required
from archportal.revisions import Conflict
from archportal.text_filter import TextFilter
from personas.forms import PersonaForm, ReplacementForm
from personas.lookup import last_revision, name_in, of_persona, persona_gone
from personas.models import Persona
from personas.specs import (
    InUse,
    delete_persona,
    deleted_personas,
    move_persona,
    save_persona_spec,
)
from personas.uses import uses_of

DIRECTIONS = {"up": -1, "down": 1}


@require_safe
@reader_required
def persona_list(request: HtmxHttpRequest) -> HttpResponse:
    """Show the personas in their order."""
    chosen, personas = TextFilter.of(request), list(Persona.objects.for_list())
    found = [one for one in personas if chosen.keeps(one.name, one.singular, one.definition)]
    context: dict[str, Any] = {
        "personas": found,
        "chosen": chosen,
        "filtered": chosen.needed(len(personas)),
        "may_write": may_write(request.user),
        # Up and down mean the order of all of them.
        "may_move": may_write(request.user) and not chosen,
    }
    if context["may_write"]:
        context["deleted"] = [(revision, name_in(revision)) for revision in deleted_personas()]
    return render(request, "personas/persona_list.html", context)


@require_POST
@editor_required
@of_persona
def persona_move(request: HtmxHttpRequest, persona: Persona) -> HttpResponse:
    """Move a persona one place up or down."""
    step = DIRECTIONS.get(request.POST.get("direction", ""))
    if step is None:
        return HttpResponseBadRequest("The direction is up or down.")
    order = list(Persona.objects.values_list("pk", flat=True))
    if persona.pk not in order:  # Deleted since it was looked up.
        return persona_gone(request, persona.slug)
    place = min(max(0, order.index(persona.pk) + step), len(order) - 1)
    move_persona(persona, place, form_origin(request))
    sentence = f"{persona.name} is at place {place + 1} of {len(order)} now."
    if not request.htmx:
        messages.success(request, sentence)
        return redirect(f"{reverse('personas:list')}#{persona.slug}")
    context = {"personas": Persona.objects.for_list(), "may_write": True, "moved": persona, "said": sentence}
    return render(request, "personas/_persona_list.html", context)


@require_safe
@reader_required
@of_persona
def persona_detail(request: HttpRequest, persona: Persona) -> HttpResponse:
    """Show a persona and the use cases it appears in."""
    context = {
        "persona": persona,
        "document": persona.stored,
        "uses": uses_of(persona),
        "may_write": may_write(request.user),
    }
    return render(request, "personas/persona_detail.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@held.form_editor_required
def persona_create(request: HttpRequest) -> HttpResponse:
    """Create a persona."""
    form = PersonaForm(held.form_data(request), new=True)
    if request.method == "POST" and form.is_valid():
        try:
            persona = save_persona_spec(form.document, form_origin(request)).persona
        except spec.SpecError as error:
            form.blame(error)
        else:
            messages.success(request, f"Persona {persona.name} was created.")
            return redirect(persona)
    return _form_page(request, form)


@require_http_methods(["GET", "HEAD", "POST"])
@held.form_editor_required
def persona_update(request: HttpRequest, slug: str) -> HttpResponse:
    """Edit a persona. What was typed is never lost, not even where the persona is deleted by now."""
    typed = held.form_data(request)
    if typed is not None and not Persona.objects.named(slug).exists():
        return _form_page(request, PersonaForm(typed, new=True), deleted=last_revision(slug))
    return _persona_update(request, slug=slug)


@of_persona
def _persona_update(request: HttpRequest, persona: Persona) -> HttpResponse:
    form = PersonaForm.of(persona, held.form_data(request))
    if request.method == "POST" and form.is_valid():
        try:
            return _saved(request, form, persona)
        except spec.SpecError as error:
            form.blame(error)
        except Conflict as conflict:
            if conflict.revision.deleted:
                new = PersonaForm(request.POST, new=True)
                return _form_page(request, new, deleted=conflict.revision)
            return _conflict(request, form, persona, conflict)
    return _form_page(request, form, persona=persona)


def _form_page(request: HttpRequest, form: PersonaForm, **context: Any) -> HttpResponse:
    """Show the form: 409 where somebody was faster, 422 with errors."""
    overtaken = "conflict" in context or "deleted" in context
    status = 409 if overtaken else 422 if form.errors else 200
    return render(request, "personas/persona_form.html", {"form": form, **context}, status=status)


def _conflict(request: HttpRequest, form: PersonaForm, persona: Persona, conflict: Conflict) -> HttpResponse:
    """Show what came of both sides, and where they clash; saving again is based on the state that stands."""
    clashes = form.take_in(conflict)
    return _form_page(request, form, persona=persona, conflict=conflict, clashes=clashes)


def _saved(request: HttpRequest, form: PersonaForm, persona: Persona) -> HttpResponse:
    origin = form_origin(request, form.cleaned_data["note"])
    saved = save_persona_spec(form.document, origin, persona=persona, base=form.base)
    what = "was saved" if saved.revision else "is as it was: nothing had changed"
    messages.success(request, f"Persona {saved.persona.name} {what}.")
    if saved.arrival:
        messages.info(request, str(saved.arrival))
    return redirect(saved.persona)


@require_http_methods(["GET", "HEAD", "POST"])
@editor_required
@of_persona
def persona_delete(request: HttpRequest, persona: Persona) -> HttpResponse:
    """Delete a persona; where stories speak of it, another one has to take its place."""
    uses = uses_of(persona)
    form = ReplacementForm(persona, request.POST if request.method == "POST" else None) if uses else None
    if request.method == "POST" and (form is None or form.is_valid()):
        replacement = form.cleaned_data["replacement"] if form else None
        try:
            delete_persona(persona, form_origin(request), replacement=replacement)
        except InUse:  # Since the page was asked for, somebody has used it in a story.
            return redirect("personas:delete", persona.slug)
        except spec.SpecError as error:
            form.add_error("replacement", [fault.message for fault in error.faults])
        else:
            messages.success(request, _deleted_sentence(persona, replacement))
            return redirect("personas:list")
    context = {"persona": persona, "uses": uses, "form": form}
    status = 422 if form and form.errors else 200
    return render(request, "personas/persona_confirm_delete.html", context, status=status)


def _deleted_sentence(persona: Persona, replacement: Persona | None) -> str:
    if replacement is None:
        return f"Persona {persona.name} was deleted. It can be restored at the end of this page."
    return (
        f"{replacement.name} took the place of {persona.name} in all stories, and {persona.name} was deleted."
    )
