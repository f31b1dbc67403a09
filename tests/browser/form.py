"""What the tests of the form of a use case have in common: where things stand on its page."""

NEW = "/specs/mlops/use-cases/new/"
PAGE = "/specs/mlops/use-cases/data-intake/"
EDIT = f"{PAGE}edit/"


def rows(page, kind):
    return page.locator(f"#{kind} li.row")


def field(page, kind, place, label):
    return rows(page, kind).nth(place).get_by_label(label, exact=True)


def texts(page, kind):
    """Return what stands in the first field of each row."""
    fields = rows(page, kind).locator(".field:first-child > :is(input, textarea)")
    return [field.input_value() for field in fields.all()]


def save(page):
    page.get_by_role("button", name="Save", exact=True).last.click()
