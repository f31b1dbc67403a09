"""The documents of archportal, and everything that is computed from them. Plain Python: no Django, no app."""

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from archportal.spec.comparing import Changed, Fate, changes_between, fates
    from archportal.spec.diff import Difference, differences
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
        artifact_names,
        artifact_order,
        with_artifact_names,
    )
    from archportal.spec.faults import Fault, SpecError
    from archportal.spec.flow import flow_of, flow_text
    from archportal.spec.html import markdown_html
    from archportal.spec.jsonformat import (
        build,
        json_schema,
        read_document,
        read_json,
        to_json,
    )
    from archportal.spec.jsonstream import json_chunks
    from archportal.spec.markdown import persona_anchors, render_persona, render_usecase
    from archportal.spec.merging import Clash, Merged, merge
    from archportal.spec.mermaid import render_mermaid
    from archportal.spec.readme import (
        Entry,
        document_chunks,
        folder_files,
        readme_anchors,
        render_document,
        render_folder,
        render_readme,
        usecase_path,
    )
    from archportal.spec.stored import stored_artifact, stored_persona, stored_text, stored_use_case
    from archportal.spec.svg import render_svg

__all__ = [
    "FORMAT",
    "VERSION",
    "Artifact",
    "Changed",
    "Clash",
    "Difference",
    "Document",
    "Entry",
    "Fate",
    "Fault",
    "Input",
    "Merged",
    "Output",
    "Persona",
    "SpecError",
    "Specification",
    "SpecificationText",
    "Step",
    "Story",
    "UseCase",
    "UseCaseException",
    "artifact_names",
    "artifact_order",
    "build",
    "changes_between",
    "differences",
    "document_chunks",
    "fates",
    "flow_of",
    "flow_text",
    "folder_files",
    "json_chunks",
    "json_schema",
    "markdown_html",
    "merge",
    "persona_anchors",
    "read_document",
    "read_json",
    "readme_anchors",
    "render_document",
    "render_folder",
    "render_mermaid",
    "render_persona",
    "render_readme",
    "render_svg",
    "render_usecase",
    "stored_artifact",
    "stored_persona",
    "stored_text",
    "stored_use_case",
    "to_json",
    "usecase_path",
    "with_artifact_names",
]

_HOMES = {
    "comparing": {"Changed", "Fate", "changes_between", "fates"},
    "diff": {"Difference", "differences"},
    "faults": {"Fault", "SpecError"},
    "flow": {"flow_of", "flow_text"},
    "html": {"markdown_html"},
    "jsonformat": {"build", "json_schema", "read_document", "read_json", "to_json"},
    "jsonstream": {"json_chunks"},
    "markdown": {"persona_anchors", "render_persona", "render_usecase"},
    "merging": {"Clash", "Merged", "merge"},
    "mermaid": {"render_mermaid"},
    "readme": {
        "Entry", "document_chunks", "folder_files", "readme_anchors", "render_document", "render_folder",
        "render_readme", "usecase_path",
    },
    "stored": {"stored_artifact", "stored_persona", "stored_text", "stored_use_case"},
    "svg": {"render_svg"},
}  # fmt: skip


def __getattr__(name: str) -> Any:
    """Import what is asked for when it is first asked for.

    Loading the documents takes as long as half of Django; a start, and a stream of stored texts, need none.
    """
    if name not in __all__:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    home = next((module for module, names in _HOMES.items() if name in names), "documents")
    value = globals()[name] = getattr(import_module(f"{__name__}.{home}"), name)
    return value
