"""Addresses of the formats, and what to take out of them."""

from archportal import spec
from tests.documents import specification_spec
from tests.factories import (
    make_persona,
    make_specification,
    origin,
)
from usecases.models import Specification
from usecases.specs import Draft, save_usecase_specs

WHOLE = ["/specs/mlops.json", "/specs/mlops.md", "/specs/mlops.zip"]
CASE = "/specs/mlops/use-cases/data-intake"
SINGLE = [f"{CASE}.json", f"{CASE}.md", f"{CASE}.svg", f"{CASE}.mmd"]
PERSONA = ["/personas/data-scientists.json", "/personas/data-scientists.md"]
TYPES = {
    "json": "application/json; charset=utf-8",
    "md": "text/markdown; charset=utf-8",
    "mmd": "text/vnd.mermaid; charset=utf-8",
    "svg": "image/svg+xml; charset=utf-8",
    "zip": "application/zip",
}


def content(response):
    assert response.status_code == 200
    return response.getvalue()


def whole():
    return specification_spec(Specification.objects.get())


def fill(count):
    make_persona()
    specification = make_specification()
    drafts = [
        Draft(
            spec.build(
                spec.UseCase,
                {
                    "title": f"Case {place}",
                    "number": str(place),
                    "stories": [{"personas": ["data-scientists"], "want": "more"}],
                    "inputs": [{"name": f"Input {place % 50}"}],
                    "notes": "n" * 300,
                },
            )
        )
        for place in range(count, 0, -1)
    ]
    save_usecase_specs(specification, drafts, origin())
    return Specification.objects.with_document().get()
