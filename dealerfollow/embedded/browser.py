"""Finds the Chromium that browser tests drive, or installs it where we may."""

import os
import shutil
import subprocess
from pathlib import Path

from dealerfollow.embedded.progress import Refused, say

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome")
MAC = (
    "/Applications/Chromium.app/Contents/MacOS/Chromium",
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
)
CACHES = ("~/.cache/ms-playwright", "~/Library/Caches/ms-playwright")
IN_CACHE = ("chrome-linux*/chrome", "chrome-mac*/*.app/Contents/MacOS/*")


def find_chromium() -> str | None:
    """The path of a Chromium that starts: CHROMIUM_PATH, the PATH, macOS's folder, Playwright's."""
    named = os.environ.get("CHROMIUM_PATH")
    if named:
        if not starts(named):
            raise Refused(f"CHROMIUM_PATH names {named}, which does not start.")
        return named
    on_path = [found for name in NAMES if (found := shutil.which(name))]
    return next((path for path in [*on_path, *MAC, *_in_playwright_cache()] if starts(path)), None)


def starts(path: str) -> bool:
    """Whether it says its version. Ubuntu's chromium-browser may be a stub that only talks."""
    try:
        done = subprocess.run([path, "--version"], capture_output=True, text=True, timeout=30)
    except (OSError, subprocess.TimeoutExpired):
        return False
    return done.returncode == 0 and any(word in done.stdout for word in ("Chrom", "chrom"))


def chromium() -> str:
    """A Chromium that starts, installed by apt when we are root and there is none.

    Raises Refused with what to run when we may not install it.
    """
    found = find_chromium()
    if found is None and os.getuid() == 0 and shutil.which("apt-get"):
        say("The browser tests need Chromium: apt-get install chromium")
        for words in (["update", "-qq"], ["install", "-y", "-qq", "chromium"]):
            subprocess.run(["apt-get", *words], stdout=subprocess.DEVNULL)
        found = find_chromium()
    if found is None:
        raise Refused(
            "The browser tests need Chromium, and there is none. Run one of these and try again:\n"
            "  sudo apt-get install chromium                             (Debian)\n"
            "  sudo .venv/bin/playwright install-deps chromium && "
            ".venv/bin/playwright install chromium    (Ubuntu)\n"
            "  .venv/bin/playwright install chromium                     (macOS)\n"
            "or set CHROMIUM_PATH to one that you have."
        )
    return found


def _in_playwright_cache() -> list[str]:
    tops = [os.environ.get("PLAYWRIGHT_BROWSERS_PATH", ""), *CACHES]
    return [
        str(path)
        for top in tops
        if top
        for inner in IN_CACHE
        for path in sorted(Path(top).expanduser().glob(f"chromium-*/{inner}"), reverse=True)
    ]
