"""Times are said from the reader's point of view, in the zone of the reader."""

import re
from datetime import UTC, datetime, timedelta

import pytest
from playwright.sync_api import expect

from tests.factories import make_usecase, make_user

pytestmark = pytest.mark.django_db(transaction=True)

HISTORY = "/specs/mlops/use-cases/data-intake/history/"
NOW = datetime(2026, 3, 10, 3, 30, tzinfo=UTC)
"""Half past eleven in the evening of the day before in New York, two days after its clocks went forward."""

SAID = {
    timedelta(seconds=20): "just now",
    timedelta(minutes=3): "3 minutes ago",
    timedelta(hours=5): "5 hours ago",
    timedelta(hours=24): "yesterday at 23:30",
    timedelta(hours=46): "yesterday at 00:30",
    timedelta(hours=47): "2 days ago at 23:30",
    timedelta(days=6): "6 days ago at 22:30",
    timedelta(days=8): "1 Mar 2026, 22:30",
}


def make_history(ages):
    """Add versions to a use case that were saved this long ago, the last one at last."""
    revision = make_usecase().revisions.get()
    for version, age in enumerate(ages, 2):
        revision.pk, revision.version, revision.at = None, version, NOW - age
        revision.save()


def test_times_are_relative_exact_on_hover_and_in_the_zone_of_the_reader(new_context, sign_in):
    make_history(reversed(SAID))
    page = sign_in(new_context(timezone_id="America/New_York"), make_user("Viewer"))
    page.clock.install(time=NOW - timedelta(seconds=1))
    page.clock.pause_at(NOW)

    page.goto(HISTORY)

    times = page.locator("td.when time")
    expect(times).to_have_text([*SAID.values(), re.compile("20..")])
    expect(times.first).to_have_attribute("title", re.compile("Monday,? 9 March 2026 at 23:29:40 GMT-4"))
    expect(times.first).to_have_attribute("datetime", "2026-03-10T03:29:40+00:00")
    page.clock.fast_forward("02:00")
    expect(times.first).to_have_text("2 minutes ago")
    # What a script brings in later is told as well, and a date keeps the word before it.
    page.evaluate(
        """document.querySelector("h1").insertAdjacentHTML("afterend",
        '<p id="new">Gone <time datetime="2026-01-02T03:04:05+00:00">on 2 Jan 2026, 03:04 UTC</time></p>')"""
    )
    expect(page.locator("#new")).to_have_text("Gone on 1 Jan 2026, 22:04")


def test_without_scripts_times_are_exact(client):
    make_history([timedelta()])
    client.force_login(make_user("Viewer"))

    page = client.get(HISTORY).text

    assert '<time datetime="2026-03-10T03:30:00+00:00">10 Mar 2026, 03:30 UTC</time>' in page
