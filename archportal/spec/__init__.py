"""The documents of archportal, and everything that is computed from them. Plain Python: no Django, no app."""

from archportal.spec.documents import (
    FORMAT,
    VERSION,
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
from archportal.spec.flow import flow_of, flow_text
from archportal.spec.jsonformat import build, json_chunks, json_schema, read_document, read_json, to_json
from archportal.spec.mermaid import render_mermaid
from archportal.spec.svg import render_svg

__all__ = [
    "FORMAT",
    "VERSION",
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
    "flow_of",
    "flow_text",
    "json_chunks",
    "json_schema",
    "read_document",
    "read_json",
    "render_mermaid",
    "render_svg",
    "to_json",
]
