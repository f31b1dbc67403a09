"""What the tests of the form of a use case have in common: where things stand on its page."""

from playwright.sync_api import expect

NEW = "/specs/mlops/use-cases/new/"
PAGE = "/specs/mlops/use-cases/data-intake/"
EDIT = f"{PAGE}edit/"


def rows(page, kind):
    return page.locator(f"#{kind} li.row")


def field(page, kind, place, label):
    return rows(page, kind).nth(place).get_by_label(label, exact=True)


def has_texts(page, kind, *wanted):
    """Wait until these texts, and no others, stand in the first fields of the rows."""
    fields = rows(page, kind).locator(".field:first-child > :is(input, textarea)")
    expect(fields).to_have_count(len(wanted))
    for place, text in enumerate(wanted):
        expect(fields.nth(place)).to_have_value(text)


def save(page):
    page.get_by_role("button", name="Save", exact=True).last.click()
