"""A whole specification as one document, to compare what the database holds."""

from archportal import spec
from personas.models import Persona
from usecases.specifications import specification_text


def specification_spec(specification):
    """Return the whole specification as one document, with all personas. Four queries."""
    artifacts = specification.artifacts.select_related("latest")
    use_cases = specification.use_cases.with_document()
    return spec.Specification(
        format=spec.FORMAT,
        version=spec.VERSION,
        **specification_text(specification).model_dump(),
        personas=tuple(persona.document for persona in Persona.objects.with_document()),
        artifacts=tuple(
            spec.read_document(spec.Artifact, artifact.latest.document) for artifact in artifacts
        ),
        use_cases=tuple(usecase.document for usecase in use_cases),
    )
