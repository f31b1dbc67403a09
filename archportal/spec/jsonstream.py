"""The JSON of a specification as a stream of stored texts: no document is made of any of them."""

from collections.abc import Iterable, Iterator

FORMAT = "archportal/specification"
VERSION = 1


def json_chunks(
    text: str, personas: Iterable[str], artifacts: Iterable[str], use_cases: Iterable[str]
) -> Iterator[str]:
    """Yield the JSON of a specification piece by piece from the JSON of its parts, its own text first.

    Each part is the text that `to_json` gives for it. Joined, the pieces are exactly `to_json` of the whole:
    strings in JSON hold no line break, so indenting is all there is to do.
    """
    yield f'{{\n  "format": "{FORMAT}",\n  "version": {VERSION},\n'
    yield text.removeprefix("{\n").removesuffix("\n}\n")
    for key, parts in (("personas", personas), ("artifacts", artifacts), ("use_cases", use_cases)):
        yield f',\n  "{key}": '
        yield from _array_chunks(parts)
    yield "\n}\n"


def _array_chunks(parts: Iterable[str]) -> Iterator[str]:
    opening = "[\n    "
    for part in parts:
        yield opening + part.rstrip("\n").replace("\n", "\n    ")
        opening = ",\n    "
    yield "[]" if opening.startswith("[") else "\n  ]"
