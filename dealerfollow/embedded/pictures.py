"""`bin/pictures`: start the demo on data of its own, and take pictures of it in real Chromium.

Without an argument it makes the README's two. With a folder it pictures every main screen there,
at desktop and phone width, light and dark, for somebody to look at.
"""

import sys
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from dealerfollow.embedded.browser import chromium
from dealerfollow.embedded.folders import folders_for
from dealerfollow.embedded.launch import bring_up
from dealerfollow.embedded.parts import address
from dealerfollow.embedded.ports import any_free
from dealerfollow.embedded.progress import say
from dealerfollow.embedded.supervisor import Supervisor

ROOT = Path(__file__).resolve().parents[2]
PASSWORD = "demo-follow-2026"
SAM, BEA, MAYA = (f"{name}@copperline.example" for name in ("sam", "bea", "maya"))
SIZES = {"desktop": (1366, 900), "phone": (390, 844)}


@dataclass(frozen=True)
class Picture:
    """One screen: who opens which address, and the file's stem."""

    stem: str
    who: str
    path: str


README = (Picture("today", SAM, "/calls/"), Picture("accountability", MAYA, "/accountability/"))
SCREENS = (
    Picture("today-sam", SAM, "/calls/"),
    Picture("today-bea", BEA, "/calls/"),
    Picture("customers", SAM, "/customers/?q=ma"),
    Picture("deliveries", SAM, "/deliveries/"),
    Picture("delivery-new", SAM, "/deliveries/new/"),
    Picture("import", MAYA, "/deliveries/import/"),
    Picture("unmatched", MAYA, "/deliveries/unmatched/"),
    Picture("we-owes", MAYA, "/we-owes/"),
    Picture("accountability", MAYA, "/accountability/"),
    Picture("misses", MAYA, "/accountability/misses/"),
    Picture("settings", MAYA, "/settings/"),
)


def take(place: str, pictures: tuple[Picture, ...], folder: Path, *, is_everything: bool) -> None:
    """Take the pictures of a running product at `place`; everybody signs in once per look."""
    from playwright.sync_api import sync_playwright

    folder.mkdir(parents=True, exist_ok=True)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium(), args=["--no-sandbox"])
        for size, scheme in _looks(is_everything=is_everything):
            width, height = SIZES[size]
            for who in dict.fromkeys(p.who for p in pictures):
                context = browser.new_context(
                    viewport={"width": width, "height": height},
                    color_scheme="dark" if scheme == "dark" else "light",
                )
                page = context.new_page()
                page.goto(f"{place}/accounts/login/")
                page.fill("[name=login]", who)
                page.fill("[name=password]", PASSWORD)
                page.press("[name=password]", "Enter")
                page.wait_for_load_state()
                for picture in (p for p in pictures if p.who == who):
                    page.goto(place + picture.path, wait_until="networkidle")
                    suffix = f"-{size}-{scheme}" if is_everything else ""
                    file = folder / f"{picture.stem}{suffix}.png"
                    page.screenshot(path=str(file), full_page=is_everything)
                    say(str(file))
                context.close()
        browser.close()


def _looks(*, is_everything: bool) -> Iterator[tuple[str, str]]:
    if not is_everything:
        yield "desktop", "light"
        return
    for size in SIZES:
        for scheme in ("light", "dark"):
            yield size, scheme


def main() -> None:
    """Start, take, stop."""
    is_everything = len(sys.argv) > 1
    folder = Path(sys.argv[1]) if is_everything else ROOT / "docs" / "img"
    with tempfile.TemporaryDirectory(prefix="df-pictures-") as data:
        Path(data).chmod(0o711)
        port = any_free()
        with Supervisor(folders_for(data), "bin/pictures") as supervisor:
            bring_up(supervisor, port, has_demo=True, is_forgetful=True)
            take(
                address(port),
                SCREENS if is_everything else README,
                folder,
                is_everything=is_everything,
            )


if __name__ == "__main__":
    main()
