"""The settings that are measured: archportal's own, with the yardstick's address beside the pages."""

from archportal.settings import *  # noqa: F403

ROOT_URLCONF = "tests.benchmarks.urls"
