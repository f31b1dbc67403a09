"""Every route of the portal: who may ask for it, how, and what is answered then."""

import uuid
from dataclasses import dataclass

from django.contrib import admin
from django.urls import reverse

from archportal import spec
from archportal.revisions import Revision
from personas.specs import delete_persona
from tests.factories import (
    make_full_usecase,
    make_persona,
    make_specification,
    make_usecase,
    make_user,
    origin,
)
from tests.postdata import form_data
from usecases.changes import delete_usecases
from usecases.checks.dismissing import bring_back, dismiss
from usecases.checks.running import latest_run
from usecases.dictionary.changing import delete_unused_artifacts, save_artifact
from usecases.models import (
    Artifact,
    ArtifactRevision,
    BroughtBack,
    CheckRun,
    Dismissal,
    Specification,
)
from usecases.specifications import delete_specification

STRANGER, PUBLIC, NOBODY = "stranger", "stranger where reading is public", "user without a group"
VIEWER, EDITOR, ADMINISTRATOR, SUPERUSER = "Viewer", "Editor", "Administrator", "superuser"
AUDIENCES = [STRANGER, PUBLIC, NOBODY, VIEWER, EDITOR, ADMINISTRATOR, SUPERUSER]

OUTSIDE = {STRANGER, PUBLIC}
ADMINISTRATORS = {ADMINISTRATOR, SUPERUSER}
WRITERS = {EDITOR, *ADMINISTRATORS}
MEMBERS = {VIEWER, *WRITERS}
READERS = {PUBLIC, *MEMBERS}
INSIDE = set(AUDIENCES) - OUTSIDE
ALL = set(AUDIENCES)

SIGN_IN = "led to the sign-in page"
HTMX = {"HX-Request": "true", "HX-Current-URL": "http://testserver/personas/"}


@dataclass(frozen=True, eq=False)
class Request:
    """One way to ask for one route. Whoever may not is led to sign-in, or gets 403 when signed in already."""

    address: str
    may: set[str]
    status: int = 200
    post: dict | None = None
    htmx: bool = False
    inside: int = 403
    outside: int | str = SIGN_IN

    @property
    def label(self):
        return f"{'GET' if self.post is None else 'POST'} {self.address}{' (htmx)' if self.htmx else ''}"

    def answer(self, audience):
        """Return what this audience is answered."""
        if audience in self.may:
            return self.status
        return self.outside if audience in OUTSIDE else self.inside

    def send(self, client):
        headers = HTMX if self.htmx else {}
        if self.post is None:
            return client.get(self.address, headers=headers)
        return client.post(self.address, self.post, headers=headers)


@dataclass(frozen=True)
class Facts:
    """The last revisions of what was deleted, which only the database knows by number."""

    persona: int
    specification: int
    usecase: int
    change: uuid.UUID
    artifact: int
    gone_artifact: int


def make_portal():
    """Fill a portal with one specification, one use case and three personas, and delete one of each."""
    usecase = make_full_usecase()
    make_persona("Writers")
    make_user(None, "somebody")
    persona = delete_persona(make_persona("Gone"), origin())
    gone = make_usecase("Gone", usecase.specification)
    (deleted,) = delete_usecases([gone], origin())
    specification = delete_specification(make_specification("Gone"), origin())
    artifact = Artifact.objects.get(name="Raw data")
    unused = save_artifact(spec.Artifact(name="Gone"), usecase.specification, origin()).artifact
    delete_unused_artifacts([unused], origin())
    last = ArtifactRevision.objects.get(deleted=True, identity="gone")
    make_findings(usecase.specification)
    return Facts(persona.pk, specification.pk, deleted.pk, deleted.change, artifact.pk, last.pk)


def make_findings(specification):
    """Check the specification, dismiss two findings and bring one of them back."""
    specification = Specification.objects.with_document().get(pk=specification.pk)
    dismiss(
        specification, latest_run(specification).findings.all()[:2], "It is agreed.", make_user(None, "who")
    )
    bring_back(specification, Dismissal.objects.all()[:1], None)


def public_requests():
    return [
        Request("/healthz", ALL),
        Request("/schemas/specification-1.json", ALL),
        Request("/theme/", ALL, 302, post={"theme": "dark"}),
        Request("/theme/", ALL, 400, post={}),
        Request("/first-steps/", ALL, 302, post={}),
        Request("/accounts/login/", OUTSIDE, inside=302),
        Request("/accounts/login/", OUTSIDE, post={"login": "nobody", "password": "x"}, inside=302),
        Request("/accounts/inactive/", ALL),
        Request("/accounts/logout/", INSIDE, outside=302),
        Request("/accounts/logout/", ALL, 302, post={}),
        Request("/accounts/reauthenticate/", INSIDE),
        Request("/accounts/reauthenticate/", INSIDE, post={"password": "x"}),
        Request("/accounts/password/change/", INSIDE),
        Request("/accounts/password/change/", INSIDE, post={}),
        Request("/accounts/password/set/", INSIDE, 302),
    ]


def persona_requests(facts):
    scientists, writers = "/personas/data-scientists/", "/personas/writers/"
    named = {"name": "Researchers"}
    return [
        Request("/personas/", READERS),
        Request("/personas/new/", WRITERS),
        Request("/personas/new/", WRITERS, 302, post=named, outside=401),
        Request("/personas/new/", WRITERS, 422, post={}, outside=401),
        Request("/personas/new/complete/?q=data", WRITERS),
        Request("/personas/new/complete/?q=data", WRITERS, htmx=True),
        Request("/personas/new/quick/", WRITERS, 201, post=named),
        Request("/personas/new/quick/", WRITERS, 422, post={}),
        Request("/personas/new/restored/", WRITERS, 302, post={"revision": facts.persona}),
        Request(scientists, READERS),
        Request(f"{scientists}source/", READERS),
        Request("/personas/data-scientists.json", READERS),
        Request("/personas/data-scientists.md", READERS),
        Request("/personas/gone/", READERS, 410),
        Request("/personas/nothing/", READERS, 404),
        Request(f"{scientists}edit/", WRITERS),
        Request(f"{scientists}edit/", WRITERS, 302, post={**named, "based_on": 1}, outside=401),
        Request(f"{scientists}delete/", WRITERS),
        Request(f"{scientists}delete/", WRITERS, 422, post={}),
        Request(f"{writers}delete/", WRITERS, 302, post={}),
        Request(f"{writers}move/", WRITERS, 302, post={"direction": "up"}),
        Request(f"{writers}move/", WRITERS, 200, post={"direction": "up"}, htmx=True),
        Request(f"{scientists}history/", READERS),
        Request(f"{scientists}history/1/", READERS),
        Request(f"{scientists}history/1/restore/", WRITERS, 302, post={}),
    ]


def specification_requests(facts):
    mlops = "/specs/mlops/"
    titled = {"title": "Platform"}
    kept = {"list": "use-cases", "query": "q=data", "name": "A"}
    return [
        Request("/", READERS, 302),
        Request("/specs/", READERS),
        Request(f"/changes/{facts.change}/undo/", WRITERS),
        Request(f"/changes/{facts.change}/undo/", WRITERS, 302, post={}),
        Request(f"/changes/{uuid.uuid4()}/undo/", WRITERS, 404, post={}),
        Request("/search/?q=data", READERS),
        Request("/search/?q=data", READERS, htmx=True),
        Request("/search/box/?q=data", READERS, htmx=True),
        Request("/drafts/", WRITERS),
        Request("/filters/", MEMBERS),
        Request("/filters/?list=personas", MEMBERS, htmx=True),
        Request("/filters/", MEMBERS, 302, post={**kept, "list": "personas"}, outside=401),
        Request("/filters/1/rename/", MEMBERS, 404, post={"name": "B"}, outside=401),
        Request("/filters/1/delete/", MEMBERS, 404, post={}),
        Request("/drafts/", WRITERS, 404, post={}),
        Request("/specs/new/", WRITERS),
        Request("/specs/new/", WRITERS, 302, post=titled, outside=401),
        Request("/specs/new/restored/", WRITERS, 302, post={"revision": facts.specification}),
        Request(mlops, READERS),
        Request(f"{mlops}?part=1", READERS, htmx=True),
        Request(f"{mlops}source/", READERS),
        Request("/specs/mlops.json", READERS),
        Request("/specs/mlops.md", READERS),
        Request("/specs/mlops.zip", READERS),
        Request("/specs/gone/", READERS, 410),
        Request("/specs/nothing/", READERS, 404),
        Request(f"{mlops}edit/", WRITERS),
        Request(f"{mlops}edit/", WRITERS, 302, post={**titled, "based_on": 1}, outside=401),
        Request(f"{mlops}delete/", WRITERS),
        Request(f"{mlops}delete/", WRITERS, 302, post={}),
        Request(f"{mlops}deleted/", READERS),
        Request(f"{mlops}history/", READERS),
        Request(f"{mlops}history/1/", READERS),
        Request(f"{mlops}history/1/restore/", WRITERS, 302, post={}),
        Request(f"{mlops}checks/", READERS),
        Request(f"{mlops}checks/?severity=info&q=dataset", READERS, htmx=True),
        Request(f"{mlops}checks/about/", READERS),
        Request(f"{mlops}checks/fix/?finding=nothing&fix=nothing", WRITERS, 302),
        Request(f"{mlops}checks/fix/", WRITERS, 302, post={"finding": "nothing"}),
        Request(f"{mlops}checks/dismiss/", WRITERS, 302, post={"finding": "nothing"}, outside=401),
        Request(f"{mlops}checks/bring-back/", WRITERS, 302, post={"finding": "nothing"}),
        Request(f"{mlops}checks/several/?all=artifact-without-type", WRITERS),
        Request(f"{mlops}checks/several/", WRITERS, 302, post={"finding": "nothing"}, outside=401),
        Request(f"{mlops}checks/several/", WRITERS, 409, post={"all": "artifact-without-type"}, outside=401),
        Request(f"{mlops}flow/", READERS),
        Request(f"{mlops}flow/?tag=data&fold=tag", READERS, htmx=True),
        Request("/specs/mlops/flow.svg", READERS),
        Request("/specs/mlops/flow.mmd", READERS),
        Request(f"{mlops}matrix/", READERS),
        Request(f"{mlops}matrix/?what=personas", READERS, htmx=True),
        Request(f"{mlops}matrix/?what=nothing", READERS, 404),
        Request(f"{mlops}matrix.csv", READERS),
        Request(f"{mlops}filters/", MEMBERS),
        Request(f"{mlops}filters/?list=use-cases&query=q%3Ddata", MEMBERS),
        Request(f"{mlops}filters/?list=use-cases", MEMBERS, htmx=True),
        Request(f"{mlops}filters/?list=nothing", MEMBERS, 404),
        Request(f"{mlops}filters/", MEMBERS, 302, post=kept, outside=401),
        Request(f"{mlops}filters/", MEMBERS, 422, post={**kept, "name": ""}, outside=401),
        *dictionary_requests(f"{mlops}dictionary/", facts),
        Request(f"{mlops}complete/artifacts/?q=raw", WRITERS),
        Request(f"{mlops}complete/artifacts/?q=raw", WRITERS, htmx=True),
        Request(f"{mlops}complete/artifacts/check/?q=raw", WRITERS),
        Request(f"{mlops}complete/artifacts/new/", WRITERS, 201, post={"name": "Weights"}),
        Request(f"{mlops}complete/artifacts/new/", WRITERS, 422, post={}),
        Request(f"{mlops}complete/tags/?q=da", WRITERS),
        Request("/specs/new/personas/?q=data", WRITERS),
    ]


def dictionary_requests(dictionary, facts):
    raw, labels = f"{dictionary}raw-data/", f"{dictionary}labels/"
    rename = {"do": "rename", "a": facts.artifact, "to": "Rows"}
    return [
        Request(dictionary, READERS),
        Request(f"{dictionary}?q=data", READERS, htmx=True),
        Request(f"{dictionary}new/", WRITERS),
        Request(f"{dictionary}new/", WRITERS, 302, post={"name": "Weights"}, outside=401),
        Request(f"{dictionary}new/", WRITERS, 422, post={}, outside=401),
        Request(f"{dictionary}new/change/?do=type-file&a={facts.artifact}", WRITERS),
        Request(f"{dictionary}new/change/?do=nothing", WRITERS, 404),
        Request(f"{dictionary}new/change/", WRITERS, 302, post=rename, outside=401),
        Request(f"{dictionary}new/apart/", WRITERS, 302, post={"one": "Raw data", "other": "Labels"}),
        Request(f"{dictionary}new/restored/", WRITERS, 302, post={"revision": facts.gone_artifact}),
        Request(raw, READERS),
        Request(f"{dictionary}raw-DATA/", READERS, 302),
        Request(f"{dictionary}gone/", READERS, 410),
        Request(f"{dictionary}nothing/", READERS, 404),
        Request(f"{raw}edit/", WRITERS),
        Request(f"{raw}edit/", WRITERS, 302, post={"name": "Raw data", "based_on": 1}, outside=401),
        Request(f"{raw}edit/", WRITERS, 422, post={}, outside=401),
        Request(f"{labels}delete/", WRITERS, 302, post={}),
        Request(f"{raw}history/", READERS),
        Request(f"{raw}history/1/", READERS),
        Request(f"{raw}history/1/restore/", WRITERS, 302, post={}),
    ]


def usecase_requests(facts):
    cases, case = "/specs/mlops/use-cases/", "/specs/mlops/use-cases/data-intake/"
    typed = form_data("Data Intake", inputs=[{"name": "Raw data"}], based_on="1")
    row = {**typed, "row": "add-inputs"}
    beat = {**typed, "draft": str(uuid.uuid4()), "turn": "1", "state": "typed"}
    return [
        Request(cases, READERS),
        Request(f"{cases}?q=data", READERS, htmx=True),
        Request(f"{cases}new/", WRITERS),
        Request(f"{cases}new/?from=data-intake", WRITERS),
        Request(f"{cases}new/?from=nothing", WRITERS, 404),
        Request(f"{cases}new/", WRITERS, 302, post=form_data("Other"), outside=401),
        Request(f"{cases}new/", WRITERS, 422, post={}, outside=401),
        Request(f"{cases}new/draft/", WRITERS, post=beat, outside=401),
        Request(f"{cases}new/draft/", WRITERS, 400, post={}, outside=401),
        Request(f"{cases}new/paste/", WRITERS, post={"kind": "inputs", "text": "Raw data"}),
        Request(f"{cases}new/rows/", WRITERS, post=row, outside=401),
        Request(f"{cases}new/rows/", WRITERS, post=row, htmx=True, outside=401),
        Request(f"{cases}new/preview/", WRITERS, post=typed),
        Request(f"{cases}new/preview/", WRITERS, post=typed, htmx=True),
        Request(f"{cases}new/restored/", WRITERS, 302, post={"revision": facts.usecase}),
        Request(case, READERS),
        Request(f"{case}source/", READERS),
        Request(f"{case}checks/", READERS, 302),
        Request(f"{case}checks/", READERS, htmx=True),
        *[Request(f"{case[:-1]}.{suffix}", READERS) for suffix in ("json", "md", "mmd", "svg")],
        Request(f"{cases}gone/", READERS, 410),
        Request(f"{cases}nothing/", READERS, 404),
        Request(f"{case}edit/", WRITERS),
        Request(f"{case}edit/", WRITERS, 302, post=typed, outside=401),
        Request(
            f"{case}edit/", WRITERS, 409, post={**typed, "title": "Another", "based_on": "9"}, outside=401
        ),
        Request(f"{case}edit/draft/", WRITERS, post=beat, outside=401),
        Request(f"{case}edit/rows/", WRITERS, post=row, outside=401),
        Request(f"{case}edit/rows/", WRITERS, post=row, htmx=True, outside=401),
        Request(f"{case}edit/preview/", WRITERS, post=typed),
        Request(f"{case}edit/preview/", WRITERS, post=typed, htmx=True),
        Request(f"{case}delete/", WRITERS),
        Request(f"{case}delete/", WRITERS, 302, post={}),
        Request(f"{case}move/", WRITERS, 302, post={"by": "1"}),
        Request(f"{case}move/", WRITERS, 200, post={"by": "1"}, htmx=True),
        Request(f"{case}history/", READERS),
        Request(f"{case}history/1/", READERS),
        Request(f"{case}history/1/restore/", WRITERS, 302, post={}),
    ]


def portal_requests(facts):
    """Return one request or more for every route outside the administration."""
    return [
        *public_requests(),
        *persona_requests(facts),
        *specification_requests(facts),
        *usecase_requests(facts),
    ]


def administration_requests():
    """Return one request or more for every route of the administration."""
    requests = [
        Request("/admin/", ADMINISTRATORS),
        Request("/admin/login/", ADMINISTRATORS, 302),
        Request("/admin/logout/", ADMINISTRATORS, post={}, outside=302),
        Request("/admin/password_change/", ADMINISTRATORS),
        Request("/admin/password_change/done/", ADMINISTRATORS),
        Request("/admin/autocomplete/", ADMINISTRATORS, 403),
        Request("/admin/jsi18n/", ADMINISTRATORS),
        Request("/admin/r/0/1/", ADMINISTRATORS, 404),
        Request("/admin/usecases/", ADMINISTRATORS),
        Request("/admin/nothing/", ADMINISTRATORS, 404),
    ]
    for model in admin.site._registry:
        requests += _model_requests(model)
    return requests


def _model_requests(model):
    name = f"{model._meta.app_label}_{model._meta.model_name}"
    row = model._default_manager.first()
    start = reverse(f"admin:{name}_changelist")
    page = f"{start}{row.pk if row else 0}/"
    changes = 403 if issubclass(model, (Revision, CheckRun, Dismissal, BroughtBack)) else 200
    return [
        Request(start, ADMINISTRATORS),
        Request(f"{start}?q=data", ADMINISTRATORS),
        Request(f"{start}add/", ADMINISTRATORS, changes),
        Request(page, ADMINISTRATORS, 302),
        Request(f"{page}change/", ADMINISTRATORS),
        Request(f"{page}change/", ADMINISTRATORS, changes, post={}),
        Request(f"{page}history/", ADMINISTRATORS),
        Request(f"{page}delete/", ADMINISTRATORS, changes),
        *([Request(f"{page}password/", ADMINISTRATORS)] if name == "auth_user" else []),
    ]
