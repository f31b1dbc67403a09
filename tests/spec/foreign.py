"""Short ways to read what other people wrote."""

from archportal.spec import Persona
from archportal.spec.reading import read_markdown

SHOP_OWNERS = Persona(slug="shop-owners", name="Shop Owners", definition="Own shops.", goals=("Sell",))
BOOKKEEPERS = Persona(slug="bookkeepers", name="Bookkeepers", singular="Bookkeeper")
LAW_AND_ORDER = Persona(slug="law--order-officers", name="Law & Order Officers")
PORTERS = Persona(slug="porters--in-house-drivers", name="Porters / In-House Drivers")
TESTERS = Persona(slug="chief-inspection-ci-testers", name="Chief Inspection (CI) Testers")
KNOWN = (SHOP_OWNERS, BOOKKEEPERS, LAW_AND_ORDER, PORTERS, TESTERS)


def read(text, path="use-cases/1-order-intake.md", **files):
    """Read one file, and others beside it."""
    return read_markdown({path: text, **files}, known_personas=KNOWN)


def read_case(text, path="use-cases/1-order-intake.md"):
    """Read one use case."""
    (use_case,) = read(text, path).specification.use_cases
    return use_case


def section(heading, body, title="# Use Case 1: Order Intake"):
    """Read a use case with one section."""
    return read_case(f"{title}\n\n{heading}\n\n{body}\n")


def inputs(body, heading="## Inputs"):
    """Read inputs, as pairs of a name and whether it is required."""
    return [(row.name, row.required) for row in section(heading, body).inputs]


def names(rows):
    """Return the names or texts of rows."""
    return [getattr(row, "name", None) or getattr(row, "text", row) for row in rows]


def messages(reading):
    """Return the report as lines."""
    return [str(remark) for remark in reading.report]
