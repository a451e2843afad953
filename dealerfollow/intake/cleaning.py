"""Cell text made harmless: no control, direction or zero-width characters, one space, NFC."""

import re
import unicodedata

_SPACES = re.compile(r"\s+")
_BLANKS = {"", "-", "--", "n/a", "na", "none", "null", "nil", "#n/a", "unknown", "."}


def clean_text(raw: str) -> str:
    """The text on one line, without what cannot be seen (controls, bidi marks, lone surrogates)."""
    if raw.isascii() and raw.isprintable():
        return _SPACES.sub(" ", raw).strip() if "  " in raw or raw != raw.strip() else raw
    kept = "".join(" " if c.isspace() else c for c in raw if c.isspace() or _is_seen(c))
    return _SPACES.sub(" ", unicodedata.normalize("NFC", kept)).strip()


def _is_seen(char: str) -> bool:
    return unicodedata.category(char) not in {"Cc", "Cf", "Cs", "Co", "Cn"} and char != "\ufffd"


def blank_to_empty(text: str) -> str:
    """Empty for what people and systems type to say "nothing" (N/A, none, -), else the text."""
    return "" if text.casefold() in _BLANKS else text
