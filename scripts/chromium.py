#!/usr/bin/env python3
"""Find the Chromium that the browser tests and the screenshots use, or install Debian's.

Usage: python3 scripts/chromium.py    prints its path, or says what to do
"""

import ctypes
import os
import shutil
import subprocess
import sys
from functools import partial

# The one without windows draws the same pages, for a sixth less work.
NAMES = ["chromium-headless-shell", "chromium", "chromium-browser", "google-chrome"]
# Without the fonts, names in other scripts and emoji are boxes on the screenshots.
# libatomic1 is what Playwright needs.
PACKAGES = ["fonts-liberation", "fonts-dejavu-core", "fonts-noto-color-emoji", "libatomic1"]
# Each window would start two processes more, for its address bar and in advance.
UNUSED = ["WebUIOmniboxPopup", "WebUIOmniboxAimPopup", "SpareRendererForSitePerProcess"]
# Chromium obeys the last list of features only, so that of Playwright is repeated here.
DISABLED_BY_PLAYWRIGHT = [
    "AimEnabled",
    "AvoidCorsURLLoaderRestartOnRedirect",
    "AvoidUnnecessaryBeforeUnloadCheckSync",
    "DestroyProfileOnBrowserClose",
    "HttpsFirstBalancedModeAutoEnable",
    "HttpsUpgrades",
    "LensOverlay",
    "MediaRouter",
    "NetworkTimeServiceQuerying",
    "OptimizationHints",
    "PaintHolding",
    "PreconnectToSearch",
    "ThirdPartyStoragePartitioning",
]
ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    f"--disable-features={','.join(DISABLED_BY_PLAYWRIGHT + UNUSED)}",
]


def find() -> str:
    """Find Chromium: `$CHROMIUM`, else the system's; empty if there is none."""
    named = os.environ.get("CHROMIUM", "")
    places = [shutil.which(name, path=os.defpath + ":/usr/local/bin:/snap/bin") for name in NAMES]
    return next((place for place in [named, *places] if place), "")


def is_complete() -> bool:
    """Say whether Chromium and the one library that a bare Debian lacks for Playwright are there."""
    try:
        ctypes.CDLL("libatomic.so.1")
    except OSError:
        return False
    return bool(find())


def install() -> None:
    """Install Debian's Chromium where that is possible: as root, with apt."""
    if os.geteuid() or not shutil.which("apt-get"):
        return
    environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    apt = partial(subprocess.call, env=environment, stdout=sys.stderr)
    apt(["apt-get", "-qq", "update"])
    for name in NAMES[:2]:
        if not apt(["apt-get", "-qq", "install", "-y", "--no-install-recommends", name, *PACKAGES]):
            break


if __name__ == "__main__":
    if not is_complete():
        install()
    print(find() or "No Chromium found: browser tests are skipped. Install it or name it in CHROMIUM.")
