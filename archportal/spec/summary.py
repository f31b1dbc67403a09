"""What a list says of a use case."""

import json
from typing import NamedTuple


class Summary(NamedTuple):
    """The personas of a use case by slug, each once, and how many of its inputs are required or optional."""

    personas: tuple[str, ...]
    required: int
    optional: int


def summary_of(text: str) -> Summary:
    """Return the summary of a use case from the JSON of its document, which was validated when it was saved.

    A page of a list holds many of them; validating them again would take longer than all the rest of it.
    """
    content = json.loads(text)
    slugs = dict.fromkeys(slug for story in content["stories"] for slug in story["personas"])
    required = sum(row["required"] for row in content["inputs"])
    return Summary(tuple(slugs), required, len(content["inputs"]) - required)
