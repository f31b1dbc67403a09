"""Documents as they were stored say what the validated documents say."""

import json

import pytest
from hypothesis import given

from archportal import spec
from archportal.spec import stored
from tests.spec.strategies import artifacts, personas, usecases

KINDS = [
    (spec.UseCase, spec.stored_use_case),
    (spec.Persona, spec.stored_persona),
    (spec.Artifact, spec.stored_artifact),
    (spec.SpecificationText, spec.stored_text),
]
ROWS = {
    "stories": spec.Story,
    "inputs": spec.Input,
    "outputs": spec.Output,
    "success_path": spec.Step,
    "exceptions": spec.UseCaseException,
}


def said(document):
    """Return all that a document says, as plain values."""
    if isinstance(document, tuple):
        return tuple(said(item) for item in document)
    if not isinstance(document, spec.Document | stored._Stored):
        return document
    computed = {
        name: getattr(document, name)
        for name in ("one", "keys", "event_name")
        if isinstance(getattr(type(document), name, None), property)
    }
    return {name: said(value) for name, value in document} | computed


def needed(kind):
    """Return content of everything that a document of this kind cannot do without."""
    return {name: "x" for name, field in kind.model_fields.items() if field.is_required()}


def attributes(document, kind):
    """Return all attributes that a document of this kind has."""
    return {name: said(getattr(document, name)) for name in kind.model_fields}


def agrees(kind, read, data):
    document = spec.build(kind, data)
    assert said(read(spec.to_json(document))) == said(document)


@given(usecases(["scientists", "managers"]))
def test_a_stored_use_case_says_what_the_document_says(data):
    agrees(spec.UseCase, spec.stored_use_case, data)


@given(personas)
def test_a_stored_persona_says_what_the_document_says(data):
    agrees(spec.Persona, spec.stored_persona, data)


@given(artifacts)
def test_a_stored_artifact_says_what_the_document_says(data):
    agrees(spec.Artifact, spec.stored_artifact, data)


@pytest.mark.parametrize(("kind", "read"), KINDS)
def test_what_was_not_stored_is_as_a_document_leaves_it(kind, read):
    content = needed(kind)

    assert attributes(read(json.dumps(content)), kind) == attributes(kind(**content), kind)


@pytest.mark.parametrize(("name", "kind"), ROWS.items())
def test_rows_that_say_little_are_as_a_document_leaves_them(name, kind):
    content = needed(kind)

    (row,) = getattr(spec.stored_use_case(json.dumps({"title": "X", name: [content]})), name)

    assert attributes(row, kind) == attributes(kind(**content), kind)


def test_a_stored_document_cannot_be_changed():
    with pytest.raises(AttributeError, match="cannot be changed"):
        spec.stored_text('{"title": "X"}').title = "Y"
