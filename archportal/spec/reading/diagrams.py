"""Diagrams that were drawn by hand: they are dropped, but what they say other than the text is reported."""

import re
from collections.abc import Iterable
from typing import NamedTuple

from archportal.spec import rules
from archportal.spec.escape import NOTHING
from archportal.spec.reading import marks
from archportal.spec.reading.blocks import Code
from archportal.spec.reading.inline import plain
from archportal.spec.reading.remarks import quoted

_FLOWCHART = re.compile(
    r"\s*(?:graph|flowchart)(?:-elk)?(?:\s+(?:TB|TD|BT|RL|LR)\b|\s*;?\s*\Z)", re.IGNORECASE
)
_NODE = re.compile(
    r"(?<![\w-])(?P<id>\w[\w-]{0,60})(?P<open>\[\[|\[\(|\(\[|\(\(\(|\(\(|\{\{|\[/|\[\\|\[|\(|\{|>)"
    r"(?:\"(?P<quoted>[^\"]{0,2000})\"|(?P<label>[^\[\](){}\"|]{0,300}(?:\([^()]{0,300}\)[^\[\](){}\"|]{0,300}){0,5}))"
    r"(?:\]\]|\)\]|\]\)|\)\)\)|\)\)|\}\}|/\]|\\\]|\]|\)|\})"
)
_SUBGRAPH = re.compile(
    r"\s*subgraph\s+(?P<id>[\w-]+)?\s*(?:\[?\s*\"?(?P<title>[^\"\]]*)\"?\s*\]?)?", re.IGNORECASE
)
_GROUPS = {"input": "inputs", "output": "outputs", "event": "event"}
_PARTS = ("inputs", "outputs", "event")
_USUAL = re.compile(
    r"(?:is (?:it )?)?valid\??|success\??|exceptions?(?: ?/ ?errors?)?|errors?(?: ?/ ?exceptions?)?"
    r"|end|start|yes|no|inputs?|outputs?|events?|success path|pipeline|\s*",
    re.IGNORECASE,
)
_MERMAID_CODE = re.compile(r"#(\w{1,10});")


def is_flowchart(code: Code) -> bool:
    """Say whether a block of code is a flowchart, which archportal draws by itself."""
    rows = [row.text for row in code.rows[1:41]]
    opening = code.rows[0].text.strip(" `~\t").lower()
    statements = [row for row in rows if row.strip() and not row.strip().startswith(("%%", "---", "title:"))]
    first = next((row for row in statements if not row.strip().startswith(("`", "~"))), "")
    if opening.startswith(("mermaid", "{mermaid}")) and not first:
        return True
    return _FLOWCHART.match(first) is not None


def labels_of(code: Code) -> dict[str, list[str]]:
    """Return the labels of a flowchart by the part of the use case that they stand for, and “all” of them."""
    labels: dict[str, str] = {}
    groups: dict[str, list[str]] = {"inputs": [], "outputs": [], "event": []}
    stack: list[str] = []
    for row in code.rows[1:2000]:
        text = row.text.strip().rstrip(";")
        if text.startswith("%%") or len(text) > 2000:
            continue
        subgraph = _SUBGRAPH.match(text)
        if subgraph:
            stack.append(_group_of(subgraph["title"] or "") or _group_of(subgraph["id"] or ""))
        elif text.lower() == "end" and stack:
            stack.pop()
        else:
            for match in _NODE.finditer(text):
                labels.setdefault(match["id"], _label(match["quoted"] or match["label"] or ""))
            group = next((name for name in reversed(stack) if name), "")
            if group:
                groups[group] += re.findall(r"(?<![\w\[(\"])\w[\w-]*(?=\s*(?:\Z|[\[({;&]))", text)
    groups["event"] = groups["event"] or [node for node in ("event", "Event") if node in labels]
    found = {
        name: [labels[node] for node in dict.fromkeys(ids) if labels.get(node)]
        for name, ids in groups.items()
    }
    return {**found, "all": [label for label in labels.values() if label]}


class Said(NamedTuple):
    """The names in the text of a use case, by its parts."""

    inputs: list[str]
    outputs: list[str]
    event: list[str]
    others: list[str]


def disagreements(code: Code, said: Said) -> list[str]:
    """Return a sentence for each part of the use case that the diagram shows other than the text."""
    drawn = labels_of(code)
    if not any(drawn[part] for part in _PARTS):
        return _loose_disagreement(drawn["all"], said)
    found = []
    for part in _PARTS:
        names: list[str] = getattr(said, part)
        only_drawn, only_said = _without(drawn[part], names), _without(names, drawn[part])
        if drawn[part] and (only_drawn or (only_said and part != "event")):
            found.append(
                f"The diagram's {part} {_be(part)} {_listed(only_drawn)}, the text has {_listed(only_said)}; "
                "the text was taken."
            )
    return found


def _loose_disagreement(labels: list[str], said: Said) -> list[str]:
    """Compare a diagram that does not say which of its shapes stands for what."""
    labels = [label for label in labels if not _USUAL.fullmatch(label)]
    only_drawn = _without(labels, [*said.inputs, *said.outputs, *said.event, *said.others])
    only_said = _without([*said.inputs, *said.outputs], labels)
    if not labels or not (only_drawn or only_said):
        return []
    return [
        f"The diagram has {_listed(only_drawn)} where the text has {_listed(only_said)}; the text was taken."
    ]


def _be(part: str) -> str:
    return "is" if part == "event" else "have"


def _group_of(text: str) -> str:
    words = re.sub(r"\W+", " ", text).strip().lower().removesuffix("s")
    return _GROUPS.get(words, "")


def _label(text: str) -> str:
    """Return a label as the text would have it; nothing where it names nothing."""
    text = re.sub(r"<br\s*/?>", " ", text)
    text = _MERMAID_CODE.sub(lambda m: plain(f"&#{m[1]};" if m[1].isdigit() else f"&{m[1]};"), text)
    if (
        marks.legend(text) is not None
        or marks.all_of_them(text) is not None
        or NOTHING.fullmatch(text.strip())
    ):
        return ""
    bare = re.sub(
        r"\s*[(\[](?:optional|required|mandatory)[)\]]", "", plain(text.strip().strip('"')), flags=re.I
    )
    return bare.strip(" *")


def _without(names: Iterable[str], others: Iterable[str]) -> list[str]:
    keys = {_key(other) for other in others}
    return [name for name in names if _key(name) not in keys]


def _key(name: str) -> str:
    return re.sub(r"[\s*.]+", " ", rules.name_key(name)).strip()


def _listed(names: list[str]) -> str:
    return ", ".join(quoted(name) for name in names[:8]) or "nothing else"
