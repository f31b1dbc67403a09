"""Run commands, and look at what they say and leave behind."""

import io

import pytest
from django.core.management import call_command
from django.core.management.base import CommandError

from personas.models import Persona, PersonaRevision
from tests.factories import origin
from usecases.models import Specification, SpecificationRevision, UseCaseRevision
from usecases.specifications import delete_specification

FOREIGN = """# Use Case 3: Data Check (optional)

## Description

As a <a href="https://x.org/#data-scientists">Data Scientist</a>, I want to check data so that I trust it.

## Inputs

- Raw data (required)
- Labels (optional)

## Output

- Report

## Success Path

1. Look at it

## Exceptions / Errors

N/A
"""


class Sink(io.TextIOWrapper):
    """Standard output as a command sees it: text, with bytes beneath."""

    def __init__(self):
        super().__init__(io.BytesIO(), encoding="utf-8", write_through=True)

    @property
    def bytes(self):
        self.flush()
        return self.buffer.getvalue()


def run(*arguments):
    """Run a command and return what it prints."""
    sink = Sink()
    call_command(*map(str, arguments), stdout=sink)
    return sink.bytes


def fails(*arguments):
    """Run a command that has to fail, and return its exit status and its one line."""
    before = state()
    with pytest.raises(CommandError) as error:
        call_command(*map(str, arguments), stdout=io.StringIO())
    assert "\n" not in str(error.value)
    assert state() == before
    return error.value.returncode, str(error.value)


def state():
    models = (SpecificationRevision, UseCaseRevision, PersonaRevision)
    return [model.objects.count() for model in models]


def empty():
    """Delete everything, so that an import finds nothing."""
    for specification in Specification.objects.all():
        delete_specification(specification, origin())
    Persona.objects.all().delete()
