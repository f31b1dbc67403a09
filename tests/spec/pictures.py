"""Outlines whose pictures differ in everything that a picture can differ in."""

from hypothesis import strategies as st

from archportal.spec.outline import ArtifactOutline, Outline, UseCaseOutline, needs
from archportal.spec.picture.drawing import draw
from archportal.spec.picture.filtering import Chosen, view_of
from tests.spec.strategies import NASTY


def case(number, title="", takes=(), gives=(), may=(), **values):
    """Return a use case that needs `takes`, may use `may` and gives `gives`."""
    inputs = needs([*((name, True) for name in takes), *((name, False) for name in may)])
    return UseCaseOutline(
        f"case-{number}",
        str(number),
        title or f"Case {number}",
        inputs=inputs,
        outputs=tuple(gives),
        **values,
    )


def outline(*use_cases, external=()):
    """Return the outline of these use cases, with all that they name in its dictionary."""
    names = {name for one in use_cases for name in (*one.outputs, *(need.name for need in one.inputs))}
    artifacts = (ArtifactOutline(name, external=name in external) for name in sorted(names | set(external)))
    return Outline(artifacts=tuple(artifacts), use_cases=use_cases)


def drawn(*use_cases, external=(), fold="none", way="right", **chosen):
    return draw(view_of(outline(*use_cases, external=external), Chosen(**chosen)), fold, way)


def arrows(drawing):
    """Return every arrow as the names at its ends, and what is special about it."""
    nodes = drawing.graph.nodes
    return {
        (
            " + ".join(label.text for label in nodes[edge.source].labels),
            " + ".join(label.text for label in nodes[edge.target].labels),
            "back" if place in drawing.layout.back else "" if edge.required else "optional",
        )
        for place, edge in enumerate(drawing.graph.edges)
    }


texts = st.one_of(
    st.sampled_from([text for text in NASTY if text.strip()]),
    st.text(st.characters(exclude_categories=["Cc", "Cs", "Cn"]), min_size=1, max_size=60).filter(str.strip),
)


@st.composite
def outlines(draw_from, texts=texts):
    """Draw outlines in which much is shared, and much leads back."""
    names = draw_from(st.lists(texts, min_size=1, max_size=8, unique=True))
    some = st.lists(st.sampled_from(names), max_size=4, unique=True)
    tags = st.lists(st.sampled_from(names), max_size=2, unique=True).map(tuple)
    use_cases = [
        case(
            number,
            draw_from(texts),
            takes=draw_from(some),
            may=draw_from(some),
            gives=draw_from(some),
            optional=draw_from(st.booleans()),
            tags=draw_from(tags),
        )
        for number in range(1, draw_from(st.integers(0, 9)) + 1)
    ]
    return outline(*use_cases, external=draw_from(some))
