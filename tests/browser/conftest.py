"""Browser tests: `live_server` answers, Chromium asks."""

import os

# Playwright runs an event loop in the thread of the test, and Django would refuse the database there.
os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "1"
