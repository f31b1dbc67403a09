"""Wait for what a page does not show."""

import time

PATIENCE = 30
"""Seconds after which a test gives up; on a busy machine most of them go by without anything amiss."""


def until(page, holds):
    """Wait, while the page goes on, until something holds."""
    end = time.monotonic() + PATIENCE
    while not holds():
        assert time.monotonic() < end
        page.wait_for_timeout(50)
