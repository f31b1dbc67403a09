"""The published JSON Schema of the format."""

import json

from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.views.decorators.http import require_safe

from archportal import spec
from archportal.exports import text_response


@require_safe
def specification_schema(request: HttpRequest) -> HttpResponseBase:
    """Return the JSON Schema of a specification's JSON; everybody may read it."""
    return text_response(request, f"specification-{spec.VERSION}.json", "schema", schema_text)


def schema_text() -> str:
    """Return the JSON Schema as a file."""
    return json.dumps(spec.json_schema(), indent=2, ensure_ascii=False) + "\n"
