"""Findings that somebody dismissed, as a file beside the Markdown: equal content gives equal bytes."""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import Annotated, Literal

import pydantic_core
from pydantic import Field, StringConstraints

from archportal.spec import rules
from archportal.spec.documents import Document, FilledText, Name
from archportal.spec.faults import Fault, SpecError
from archportal.spec.jsonformat import build
from archportal.spec.readme import DISMISSED

FORMAT = "archportal/dismissed-findings"
VERSION = 1

Word = Annotated[str, StringConstraints(strict=True, min_length=1, max_length=100, pattern=r"^[a-z0-9_-]+$")]


Index = Annotated[int, Field(strict=True, ge=0, lt=1_000_000)]


class About(Document):
    """The document that a finding is about."""

    kind: Word = Field(description="“specification”, “persona”, “artifact” or “use_case”.")
    key: Name = Field(description="Its slug; of an artifact, its name.")


class Dismissed(Document):
    """A finding that was dismissed, why, and by whom."""

    check: Word = Field(description="What found it.")
    about: About
    place: tuple[Index | Word, ...] = Field((), max_length=10, description="Keys and indexes of its parts.")
    sentence: FilledText = Field(description="What was found.")
    fingerprint: Word = Field(description="Stays the same as long as what was found does.")
    reason: FilledText = Field(max_length=rules.SENTENCE_LIMIT, description="Why it can stay as it is.")
    author: Name = Field(description="The name of the person who dismissed it.")


class _File(Document):
    format: Literal["archportal/dismissed-findings"]
    version: Literal[1]
    findings: tuple[Dismissed, ...]


def dismissed_text(findings: Iterable[Dismissed]) -> str:
    """Return the file that holds these findings, in an order of their own."""
    ordered = sorted(findings, key=lambda one: (one.about.kind, one.about.key, one.check, one.fingerprint))
    content = {
        "format": FORMAT,
        "version": VERSION,
        "findings": [one.model_dump(mode="json") for one in ordered],
    }
    return json.dumps(content, indent=2, ensure_ascii=False) + "\n"


def read_dismissed(text: str) -> tuple[Dismissed, ...]:
    """Return the findings that such a file holds. Raises SpecError with the path of each fault."""
    try:
        content = pydantic_core.from_json(text, allow_inf_nan=False)
    except ValueError as error:
        raise SpecError.of(f"{DISMISSED} is not JSON: {error}.") from None
    if not isinstance(content, dict) or content.get("format") != FORMAT:
        raise SpecError.of(f"{DISMISSED} is of another format: “format” has to be “{FORMAT}”.")
    try:
        return build(_File, content).findings
    except SpecError as error:
        raise SpecError([Fault((DISMISSED, *fault.place), fault.message) for fault in error.faults]) from None
