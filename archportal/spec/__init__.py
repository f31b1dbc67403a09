"""The documents of archportal, and everything that is computed from them. Plain Python: no Django, no app."""

from archportal.spec.documents import (
    Artifact,
    Document,
    Input,
    Output,
    Persona,
    Specification,
    SpecificationText,
    Step,
    Story,
    UseCase,
    UseCaseException,
)
from archportal.spec.faults import Fault, SpecError
from archportal.spec.jsonformat import build, json_chunks, json_schema, read_document, read_json, to_json

__all__ = [
    "Artifact",
    "Document",
    "Fault",
    "Input",
    "Output",
    "Persona",
    "SpecError",
    "Specification",
    "SpecificationText",
    "Step",
    "Story",
    "UseCase",
    "UseCaseException",
    "build",
    "json_chunks",
    "json_schema",
    "read_document",
    "read_json",
    "to_json",
]
