"""Third-party front-end files: which we use, and how they become ours to serve.

Nothing is bundled or compiled: a few files are copied out of node_modules into a git-ignored
folder (Bootstrap without its unused components), and one SVG sprite is made of the icons named
here.
"""

import re
from pathlib import Path

from dealerfollow.web.build_assets_css import without_unused

BOOTSTRAP = "vendor/bootstrap.min.css"
COPIES = {
    BOOTSTRAP: "bootstrap/dist/css/bootstrap.min.css",
    "vendor/htmx.min.js": "htmx.org/dist/htmx.min.js",
    "vendor/figtree.woff2": ("@fontsource-variable/figtree/files/figtree-latin-wght-normal.woff2"),
}
"""File in the built folder -> file in node_modules."""

SPRITE = "icons.svg"

# In alphabetical order. The icon tag refuses a name that is not here.
_ICON_NAMES = """
alert-circle archive arrow-back-up arrows-diff ban bell bell-check brush building-store cake
calendar calendar-check calendar-event car cash chart-bar check chevron-down chevron-left
chevron-right circle-check clipboard-list clock clock-pause cloud-off copy device-desktop
device-mobile dots download eye file-check file-spreadsheet file-upload filter flame gift git-merge
help-circle history home hourglass id key keyboard language license link list list-check lock
logout mail map-pin menu-2 message message-2 mood-smile moon pencil phone phone-check
phone-incoming phone-off plus printer refresh repeat road search selector settings shield-check
spray star sun tag tool trash user user-check user-off user-plus user-question user-search
user-share users walk x
"""
ICONS: tuple[str, ...] = tuple(_ICON_NAMES.split())

_SOURCE_MAP = re.compile(rb"\s*(?:/\*# sourceMappingURL=[^*]*\*/|//# sourceMappingURL=\S*)\s*$")
_SHAPE = re.compile(r"<(?:path|circle|rect|line|polyline|polygon|ellipse)\b[^>]*?/>", re.DOTALL)
_BOUNDS = 'd="M0 0h24v24H0z"'  # Tabler's invisible square around every icon


class AssetsMissingError(Exception):
    """node_modules lacks a file that we copy; the message says what to run."""


def build(node_modules: Path, target: Path) -> list[Path]:
    """Writes every file into `target` and returns their paths. Idempotent.

    Raises AssetsMissingError, before anything is written, when a source is not there.
    """
    sources = {target / name: node_modules / origin for name, origin in COPIES.items()}
    icons = {name: node_modules / f"@tabler/icons/icons/outline/{name}.svg" for name in ICONS}
    missing = [path for path in (*sources.values(), *icons.values()) if not path.is_file()]
    if missing:
        raise AssetsMissingError(
            f"{len(missing)} files are not in {node_modules.name}, such as "
            f"{missing[0].relative_to(node_modules)}. Run: npm ci --ignore-scripts"
        )
    for written, origin in sources.items():
        written.parent.mkdir(parents=True, exist_ok=True)
        written.write_bytes(without_source_map(origin.read_bytes()))
    bootstrap = target / BOOTSTRAP
    bootstrap.write_text(without_unused(bootstrap.read_text()))
    sprite = target / SPRITE
    sprite.write_text(sprite_of({name: path.read_text() for name, path in icons.items()}))
    return [*sources, sprite]


def without_source_map(content: bytes) -> bytes:
    """The same file without its last line's pointer to a map, which is not served."""
    return _SOURCE_MAP.sub(b"\n", content)


def sprite_of(drawings: dict[str, str]) -> str:
    """One SVG with a symbol `i-<name>` for each drawing (the text of a Tabler icon)."""
    symbols = [
        f'<symbol id="i-{name}" viewBox="0 0 24 24">{_shapes_of(drawing)}</symbol>'
        for name, drawing in sorted(drawings.items())
    ]
    licence = "<!-- Tabler Icons, MIT licence, https://tabler.io/icons -->"
    lines = ['<svg xmlns="http://www.w3.org/2000/svg">', licence, *symbols, "</svg>", ""]
    return "\n".join(lines)


def _shapes_of(drawing: str) -> str:
    shapes = [" ".join(shape.split()) for shape in _SHAPE.findall(drawing) if _BOUNDS not in shape]
    return "".join(shape.replace(" />", "/>") for shape in shapes)
