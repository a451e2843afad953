"""Bytes to text: UTF-8 with or without BOM, UTF-16 with or without BOM, Windows-1252."""

import codecs
from dataclasses import dataclass

_SAMPLE = 8192


@dataclass(frozen=True)
class Decoded:
    """Text without NULs, the encoding found, and how many characters had to be replaced."""

    text: str
    encoding: str
    replaced: int
    nuls: int


def decode(data: bytes) -> Decoded:
    """Text of any bytes; never raises. `encoding` is one of utf-8, utf-8-sig, utf-16, cp1252."""
    if data.startswith(codecs.BOM_UTF8):
        return _decoded(data[3:], "utf-8", "utf-8-sig")
    if data.startswith(codecs.BOM_UTF16_LE):
        return _decoded(data[2:], "utf-16-le", "utf-16")
    if data.startswith(codecs.BOM_UTF16_BE):
        return _decoded(data[2:], "utf-16-be", "utf-16")
    wide = _utf16_without_bom(data[:_SAMPLE])
    if wide:
        return _decoded(data, wide, "utf-16")
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError:
        return _damaged_utf8_or_windows(data)
    return _without_nuls(text, "utf-8", 0)


def _decoded(data: bytes, codec: str, name: str) -> Decoded:
    text = data.decode(codec, errors="replace")
    return _without_nuls(text, name, text.count("\ufffd"))


def _without_nuls(text: str, name: str, replaced: int) -> Decoded:
    nuls = text.count("\0")
    return Decoded(text.replace("\0", "") if nuls else text, name, replaced, nuls)


def _utf16_without_bom(sample: bytes) -> str:
    """Latin letters in UTF-16 have a NUL in every other byte: which half holds them?"""
    pairs = len(sample) // 2
    if pairs < 4:
        return ""
    even, odd = sample[0::2].count(0), sample[1::2].count(0)
    if odd > pairs * 0.4 and even < pairs * 0.05:
        return "utf-16-le"
    if even > pairs * 0.4 and odd < pairs * 0.05:
        return "utf-16-be"
    return ""


def _damaged_utf8_or_windows(data: bytes) -> Decoded:
    """One cut-off character in a UTF-8 file must not turn every other ñ of it into two letters."""
    lenient = data.decode("utf-8", errors="replace")
    broken = lenient.count("\ufffd")
    sound = len(lenient) - len(lenient.encode("ascii", "ignore")) - broken
    if sound > 4 * broken:
        return _without_nuls(lenient, "utf-8", broken)
    return _decoded(data, "cp1252", "cp1252")
