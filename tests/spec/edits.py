"""A document and what people do to it: hypothesis strategies for states that come from one base."""

from hypothesis import strategies as st

from archportal.spec import Artifact, Persona, SpecificationText, UseCase, build
from tests.spec import strategies

ARTIFACT_NAMES = ["Raw data", "raw  data", "Final data card", "Model", "Report", "Data", "Log"]
SENTENCES = [
    "Upload the raw data.", "Upload raw data", "Check the format", "Check the form", "Write a report.",
    "Tell the owner", "x", "X", "y", "Nothing", "Keep the data card for a year", "Keep the card for a year",
]  # fmt: skip
sentences = st.sampled_from(SENTENCES)
few = st.sampled_from(["", "", "Words", "Other words"])
flags = st.booleans()
ROWS = {
    "tags": st.sampled_from(["mlops", "data", "Data", "new"]),
    "stories": st.fixed_dictionaries(
        {
            "personas": st.lists(st.sampled_from(["data-scientists", "owners", "users"]), max_size=3),
            "want": st.sampled_from(["", *SENTENCES]), "so_that": few,
        }
    ),
    "preconditions": sentences,
    "inputs": st.fixed_dictionaries(
        {"name": st.sampled_from(ARTIFACT_NAMES), "required": flags, "default": few, "description": few}
    ),
    "outputs": st.fixed_dictionaries({"name": st.sampled_from(ARTIFACT_NAMES), "description": few}),
    "success_path": st.fixed_dictionaries({"text": sentences, "optional": flags}),
    "exceptions": st.fixed_dictionaries(
        {"text": sentences, "step": st.none() | st.integers(1, 6), "handling": few}
    ),
    "aliases": st.sampled_from(ARTIFACT_NAMES), "goals": sentences, "pain_points": sentences,
}  # fmt: skip
SCALARS = {
    "slug": st.sampled_from(["a", "b", "c"]), "number": st.sampled_from(["", "1", "2a"]),
    "title": sentences, "optional": flags, "status": st.sampled_from(["draft", "in_review", "approved"]),
    "description": few, "event": few, "notes": few, "name": st.sampled_from(ARTIFACT_NAMES),
    "singular": few, "definition": few, "type": st.sampled_from(["", "text", "file"]), "external": flags,
    "introduction": few,
}  # fmt: skip
KINDS = [UseCase, Persona, Artifact, SpecificationText]


@st.composite
def _plain(draw, kind):
    """Return a document's data in which a few of the lists have rows: those are what is edited."""
    lists = [name for name in kind.model_fields if name in ROWS]
    pair = [["success_path", "exceptions"]] if kind is UseCase else []
    filled = draw(st.sampled_from([*pair, *([name] for name in lists)])) if lists else []
    data = {name: draw(SCALARS[name]) for name in ("title", "name", "slug") if name in kind.model_fields}
    return data | {name: draw(st.lists(ROWS[name], max_size=5)) for name in filled}


@st.composite
def _edited(draw, kind, data):
    """Return the data after a few edits: rows added, removed, moved and changed, fields written anew."""
    data = {name: list(value) if name in ROWS else value for name, value in data.items()}
    names = [name for name in data if name in ROWS]
    for _edit in range(draw(st.integers(0, 4))):
        name = (
            draw(st.sampled_from(names))
            if names and draw(flags)
            else draw(st.sampled_from(list(kind.model_fields)))
        )
        if name in ROWS:
            draw(_row_edit(name, data.setdefault(name, [])))
        else:
            data[name] = draw(SCALARS[name])
    return data


@st.composite
def _row_edit(draw, name, rows):
    edit = draw(st.sampled_from(["add", "remove", "move", "change"]))
    place = draw(st.integers(0, len(rows)))
    if edit == "add":
        rows.insert(place, draw(ROWS[name]))
    elif place < len(rows):
        row = rows.pop(place)
        if edit == "move":
            rows.insert(draw(st.integers(0, len(rows))), row)
        elif edit == "change":
            rows.insert(place, draw(_changed(name, row)))


@st.composite
def _changed(draw, name, row):
    new = draw(ROWS[name])
    if not isinstance(row, dict):
        return new
    field = draw(st.sampled_from(sorted(row)))
    return {**row, field: new[field]}


@st.composite
def related(draw, kind, count):
    """Return one base and, made from it by a few edits each, so many states of it."""
    base = draw(_plain(kind))
    states = [draw(_edited(kind, base)) for _state in range(count)]
    return [build(kind, data) for data in (base, *states)]


@st.composite
def unrelated(draw, kind, count):
    """Return so many documents that have nothing in common, with nasty texts."""
    nasty = {
        UseCase: strategies.usecases(["a", "b"]),
        Persona: strategies.personas,
        Artifact: strategies.artifacts,
    }
    return [build(kind, draw(nasty[kind])) for _state in range(count)]


def states(count):
    """Return documents of any one kind, the first of which is the base of the others."""
    found = [related(kind, count - 1) for kind in KINDS]
    return st.one_of(related(UseCase, count - 1), *found, *(unrelated(kind, count) for kind in KINDS[:3]))


STEPS = [
    "Open the portal", "Upload raw data", "Check the format", "Write a report", "Tell the owner",
    "Archive everything", "Delete temporary files",
]  # fmt: skip


def use_case(**fields):
    return build(UseCase, {"title": "Data intake", **fields})


def rows(*texts):
    return [{"text": text} for text in texts]
