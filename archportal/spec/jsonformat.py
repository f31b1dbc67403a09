"""The JSON of the documents: equal content gives equal bytes."""

from typing import Any, TypeVar

import pydantic_core
from pydantic import ValidationError

from archportal.spec.documents import FORMAT, VERSION, Document, Specification
from archportal.spec.faults import Fault, SpecError, faults_of

SIZE_LIMIT = 40 * 1024 * 1024
"""Bytes of a JSON file that are read."""

AnyDocument = TypeVar("AnyDocument", bound=Document)


def to_json(document: Document) -> str:
    r"""Return the document as JSON: two-space indent, keys in the order of the format, `\n` at the end."""
    return document.model_dump_json(indent=2) + "\n"


def read_document(kind: type[AnyDocument], text: str | bytes) -> AnyDocument:
    """Return the document of this kind that the JSON holds. Raises SpecError with the path of each fault."""
    try:
        return kind.model_validate_json(text)
    except ValidationError as error:
        raise SpecError(faults_of(error)) from None


def build(kind: type[AnyDocument], data: Any) -> AnyDocument:
    """Return the document of this kind that plain data describe. Raises SpecError as `read_document` does."""
    try:
        return kind.model_validate(data)
    except ValidationError as error:
        raise SpecError(faults_of(error)) from None


def read_json(data: str | bytes) -> Specification:
    """Return the specification that a JSON file holds.

    Raises SpecError: not JSON, another format, a newer version, or the path of each fault.
    """
    if len(data) > SIZE_LIMIT:
        raise SpecError.of(f"The file is larger than {SIZE_LIMIT // 1024**2} MiB; split it.")
    try:
        content = pydantic_core.from_json(data, allow_inf_nan=False)
    except ValueError as error:
        raise SpecError.of(f"This is not JSON: {error}.") from None
    _check_format(content)
    return build(Specification, content)


def _check_format(content: Any) -> None:
    if not isinstance(content, dict) or content.get("format") != FORMAT:
        raise SpecError.of(f"This JSON is of another format: “format” has to be “{FORMAT}”.")
    version = content.get("version", VERSION)
    if type(version) is not int:
        # To Python, true and 1.0 are 1 as well.
        raise SpecError([Fault(("version",), f"Write {VERSION}, as a whole number.")])
    if version > VERSION:
        sentence = (
            f"This file has version {version}, this portal reads version {VERSION}; upgrade the portal."
        )
        raise SpecError([Fault(("version",), sentence)])


def json_schema() -> dict[str, Any]:
    """Return the JSON Schema of the format, for reading: a key with a default may be left out."""
    schema = Specification.model_json_schema(mode="validation")
    for part in (schema, *schema["$defs"].values()):
        # Every document has a slug, but on reading it is made from the title where it is left out.
        part["required"] = [key for key in part.get("required", []) if key != "slug"]
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", **schema}
