"""Bring documents into a portal, and look at what became of them."""

from archportal import spec
from archportal.revisions import Door
from personas.models import PersonaRevision
from tests.factories import origin
from usecases.consistency import disagreements
from usecases.importing import import_specification
from usecases.models import ArtifactRevision, UseCase, UseCaseRevision
from usecases.specs import save_usecase_spec


def document(**values):
    head = {"format": spec.FORMAT, "version": spec.VERSION, "slug": "mlops", "title": "MLOps"}
    return spec.build(spec.Specification, {**head, **values})


def bring_in(slug=None, dry_run=False, references=(), **values):
    report = import_specification(
        document(**values),
        origin(door=Door.IMPORT),
        slug=slug,
        dry_run=dry_run,
        references=frozenset(references),
    )
    assert list(disagreements()) == []
    return report


def outcomes(report, kind):
    return {entry.name: str(entry.outcome) for entry in report.entries if entry.kind == kind}


def only(slug="data-intake"):
    return UseCase.objects.with_document().get(slug=slug)


def revisions():
    return UseCaseRevision.objects.count(), PersonaRevision.objects.count(), ArtifactRevision.objects.count()


def rename(usecase, **values):
    changed = usecase.latest and only(usecase.slug).document.model_copy(update=values)
    return save_usecase_spec(usecase.specification, changed, origin(), usecase=usecase).usecase
