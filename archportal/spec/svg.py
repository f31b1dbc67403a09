"""The picture of one use case as SVG."""

from archportal.spec.documents import UseCase
from archportal.spec.flow import flow_of


def render_svg(use_case: UseCase, *, standalone: bool = False, prefix: str = "d") -> str:
    """Return the picture of a use case as one `<svg>` element, coloured by the page's own style sheet.

    `standalone` makes it a file of its own with its colours in it. `prefix` begins every id, so that several
    pictures fit on one page.
    """
    raise NotImplementedError(flow_of(use_case).title)
