"""Real Chromium for tests: a signed-in page, its console, and axe.

Import the fixtures into a `conftest.py` of a `tests/browser/` folder; mark the tests `browser`.
"""

import os
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.conf import settings
from django.test import Client
from playwright.sync_api import Browser, Page, Request, sync_playwright

from dealerfollow.embedded.browser import find_chromium
from dealerfollow.stores.models import User

__all__ = ["Screen", "chromium", "open_screen"]
DESKTOP, PHONE = (1366, 900), (390, 844)
QUIET_SECONDS = 0.1
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]
LEFT_OUT = (
    *("WebUIOmniboxPopup", "WebUIOmniboxAimPopup"),  # two pages of its own in each window
    # What Playwright leaves out too: Chromium heeds the last such list only.
    *("HttpsUpgrades", "HttpsFirstBalancedModeAutoEnable", "PaintHolding", "LensOverlay"),
    *("MediaRouter", "OptimizationHints", "NetworkTimeServiceQuerying", "PreconnectToSearch"),
    *("DestroyProfileOnBrowserClose", "AvoidUnnecessaryBeforeUnloadCheckSync", "AimEnabled"),
)
"""What Chromium does for somebody who sits before it: a quarter of its work in the tests."""
_launched: list[Browser] = []
BACKEND = "dealerfollow.stores.sessions.StaffBackend"


@dataclass
class Screen:
    """One page in a browser of its own, and what its console complained about."""

    page: Page
    address: str
    complaints: list[str] = field(default_factory=list)
    loading: set[Request] = field(default_factory=set)

    def go(self, path: str) -> Page:
        """Opens a path of the product and waits until it is quiet."""
        self.page.goto(f"{self.address}{path}")
        self.settle()
        return self.page

    def settle(self) -> None:
        """Waits until nothing was asked of the server for a moment: Playwright's own "networkidle"
        waits half a second, which is more than most pages take."""
        began = quiet = time.monotonic()
        while (now := time.monotonic()) - quiet < QUIET_SECONDS:
            assert now - began < 30, f"still loading: {self.loading}"
            self.page.wait_for_timeout(20)
            if self.loading:
                quiet = time.monotonic()

    def rest(self) -> None:
        """Waits until the server has answered everything: the database goes with the test."""
        until = time.monotonic() + 10
        while self.loading and time.monotonic() < until:
            self.page.wait_for_timeout(20)

    def sideways(self) -> int:
        """How many pixels the page is wider than the window; 0 is well."""
        wide: int = self.page.evaluate(
            "document.documentElement.scrollWidth - document.documentElement.clientWidth"
        )
        return wide

    def axe(self) -> list[str]:
        """What axe (WCAG 2.2 A and AA) finds: rule and first element; empty is well."""
        if self.page.evaluate("typeof axe === 'undefined'"):
            self.page.evaluate(Axe().axe_script)
        found: list[str] = self.page.evaluate(
            "options => axe.run(options).then(told => told.violations.map("
            "found => `${found.id}: ${found.nodes[0].html}`))",
            {"runOnly": RULES, "resultTypes": ["violations"]},
        )
        return found


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    """One Chromium for all browser tests. The ORM may be used beside Playwright's loop.

    Each folder's conftest imports this fixture, which makes it another one to pytest; Playwright
    starts once in a process, so the later ones share the first.
    """
    if _launched:
        yield _launched[0]
        return
    path = find_chromium()
    assert path, "No Chromium: bin/test says how to get one."
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"
    with sync_playwright() as playwright:
        arguments = [f"--disable-features={','.join(LEFT_OUT)}"]
        if os.getuid() == 0:
            arguments.append("--no-sandbox")
        browser = playwright.chromium.launch(executable_path=path, args=arguments)
        _launched.append(browser)
        yield browser
        _launched.clear()
        browser.close()
    del os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"]


@pytest.fixture
def open_screen(chromium: Browser, live_server: Any) -> Iterator[Callable[..., Screen]]:
    """A function from a user (None: a visitor), size, theme, script or none, and touch or none to a
    Screen."""
    contexts, screens = [], []

    def opened(
        user: User | None,
        *,
        size: tuple[int, int] = DESKTOP,
        theme: str = "light",
        has_script: bool = True,
        has_touch: bool = False,
    ) -> Screen:
        width, height = size
        context = chromium.new_context(
            viewport={"width": width, "height": height},
            color_scheme="dark" if theme == "dark" else "light",
            java_script_enabled=has_script,
            has_touch=has_touch,
        )
        contexts.append(context)
        if user is not None:
            client = Client()
            client.force_login(user, backend=BACKEND)
            name = settings.SESSION_COOKIE_NAME
            context.add_cookies(
                [{"name": name, "value": client.cookies[name].value, "url": live_server.url}]
            )
        screen = Screen(context.new_page(), live_server.url)
        screens.append(screen)
        screen.page.on("console", lambda message: _note(screen, message))
        screen.page.on("request", lambda asked: screen.loading.add(asked))
        screen.page.on("requestfinished", lambda asked: screen.loading.discard(asked))
        screen.page.on("requestfailed", lambda asked: screen.loading.discard(asked))
        screen.page.on("pageerror", lambda error: screen.complaints.append(str(error)))
        return screen

    yield opened
    for screen in screens:
        screen.rest()
    for context in contexts:
        context.close()


def _note(screen: Screen, message: Any) -> None:
    # Chromium logs every 4xx answer of a form as a failed resource: those are expected answers.
    if message.type == "error" and "Failed to load resource" not in message.text:
        screen.complaints.append(message.text)
