"""Diagrams that were drawn by hand: they are dropped, but what they say other than the text is reported."""

import re
from collections.abc import Iterable

from archportal.spec import rules
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
    """Return the labels of a flowchart by the part of the use case that they stand for, as far as that is clear."""
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
    return {
        group: [labels[node] for node in dict.fromkeys(ids) if labels.get(node)]
        for group, ids in groups.items()
    }


def disagreements(code: Code, said: dict[str, list[str]]) -> list[str]:
    """Return one sentence for each part of the use case that the diagram shows other than the text."""
    drawn = labels_of(code)
    return [
        f"The diagram's {part} {_be(part)} {_listed(only_drawn)}, the text has {_listed(only_said)}; the text was taken."
        for part, names in said.items()
        if drawn.get(part)
        for only_drawn, only_said in [(_without(drawn[part], names), _without(names, drawn[part]))]
        if only_drawn or (only_said and part != "event")
    ]


def _be(part: str) -> str:
    return "is" if part == "event" else "have"


def _group_of(text: str) -> str:
    words = re.sub(r"\W+", " ", text).strip().lower().removesuffix("s")
    return _GROUPS.get(words, "")


def _label(text: str) -> str:
    text = re.sub(r"<br\s*/?>", " ", text)
    text = _MERMAID_CODE.sub(lambda m: plain(f"&#{m[1]};" if m[1].isdigit() else f"&{m[1]};"), text)
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
