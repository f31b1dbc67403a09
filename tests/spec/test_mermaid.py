import re
import xml.etree.ElementTree as ET
from pathlib import Path

import mermaidx
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from archportal.spec import UseCase, flow_of, render_mermaid
from archportal.spec.mermaid import escape
from tests.spec.diagrams import SAMPLES, texts

GOLDEN = Path(__file__).parent / "golden"
SVG = "{http://www.w3.org/2000/svg}"

NASTY = """
1. first
1) first
2026.
- dash
+ plus
* star
# heading
> quotation
--- rule
=== line
`code`
"`markdown`"
**bold** _it_ ~~gone~~
a]b[c}d{e(f)g
a")] --> b["x
<script>alert(1)</script>
<br/>
&amp; &lt; #35; #quot;
naming style: #fff; end;
classDef x fill:#fff;
https://example.org/?a=b&c www.example.org a@example.org
![image](link) [x]: y
fa:fa-car $$x^2$$
end
subgraph
graph TD
click a "b"
%% comment
%%{init: {"theme": "dark"}}%%
{{value}} @{shape: x}
back\\slash \\n | pipe
' "
👩‍💻 🇩🇪 é ß °C 测试
نتيجة (v2).
""".strip().splitlines()


def drawn(text):
    """Let the real Mermaid draw it; return the nodes' labels by id, the arrows and the lanes."""
    root = ET.fromstring(mermaidx.render(text).svg())
    groups = [(set(group.get("class", "").split()), group) for group in root.iter(f"{SVG}g")]
    nodes = {
        re.sub(r".*flowchart-(\w+)-\d+$", r"\1", group.get("id")): "".join(group.itertext()).strip()
        for classes, group in groups
        if "node" in classes
    }
    lanes = {"".join(group.itertext()) for classes, group in groups if "cluster" in classes}
    arrows = {path.get("data-id") for path in root.iter(f"{SVG}path")} - {None}
    return nodes, arrows, lanes


def expected(use_case):
    flow = flow_of(use_case)
    # A browser shows no space at the end of a label, of whichever kind.
    nodes = {node.id: node.label.strip() for lane in flow.lanes for node in lane.nodes}
    notes = {f"{lane.id}_note": lane.note for lane in flow.lanes if lane.note}
    arrows = {f"L_{edge.source}_{edge.target}_0" for edge in flow.edges}
    return nodes | notes, arrows, {"Inputs", "Outputs", "Exceptions"}


def named(names):
    return UseCase(
        title=names[0],
        event=names[-1],
        inputs=[{"name": name, "required": n % 2 == 0} for n, name in enumerate(names)],
        outputs=[{"name": name} for name in names[:3]],
        exceptions=[{"text": name} for name in names[-3:]],
    )


@pytest.mark.parametrize("name", SAMPLES)
def test_the_text_is_the_golden_one(name):
    golden = (GOLDEN / f"diagram-{name}.mmd").read_text(encoding="utf-8")

    assert render_mermaid(SAMPLES[name]) + "\n" == golden


@pytest.mark.parametrize("name", ["model-card", "title-only"])
def test_mermaid_draws_every_node_and_every_arrow(name):
    assert drawn(render_mermaid(SAMPLES[name])) == expected(SAMPLES[name])


def test_mermaid_shows_nasty_labels_as_they_were_typed():
    use_case = named(NASTY)

    assert drawn(render_mermaid(use_case)) == expected(use_case)


@settings(max_examples=2)
@given(st.lists(texts, min_size=12, max_size=16))
def test_mermaid_shows_any_label_as_it_was_typed(names):
    use_case = named(names)

    assert drawn(render_mermaid(use_case)) == expected(use_case)


def test_ordinary_names_stay_readable():
    assert escape("Data card, draft (v2.0)") == "Data card, draft (v2.0)"


def test_what_mermaid_takes_for_its_own_code_is_parted():
    assert escape("ﬂ°°35¶ß") == "ﬂ#8288;°°35¶#8288;ß"


@given(texts)
def test_a_label_never_ends_its_quotation(text):
    assert not re.search(r'["\n;]', re.sub(r"#\w+;", "", escape(text)))


def test_the_text_has_no_line_break_at_its_end():
    assert render_mermaid(SAMPLES["title-only"]).strip() == render_mermaid(SAMPLES["title-only"])
