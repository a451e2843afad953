"""Settings that are typed as lines: the survey's opening by make, the store's review sites."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from urllib.parse import SplitResult, urlsplit

MOST_LINES = 40
FEWEST_DAYS, MOST_DAYS = 2, 90
MOST_SITES, LONGEST_NAME, LONGEST_ADDRESS = 8, 40, 200


class LineError(ValueError):
    """A line that cannot be read: `line` as it was typed, `code` says why."""

    def __init__(self, code: str, line: str) -> None:
        self.code, self.line = code, line
        super().__init__(f"{code}: {line}")


def days_by_make(text: str) -> dict[str, int]:
    """ "Honda 5, BMW 14" or one a line: {"honda": 5, "bmw": 14}; the last word on a make counts.

    Raises LineError: no_days, days_out_of_reach, too_many.
    """
    found: dict[str, int] = {}
    for line in _lines(text):
        match = re.fullmatch(r"(.+?)[\s:=]+(\d{1,4})", line)
        make = match[1].strip(" :=").lower() if match else ""
        if match is None or not make or len(make) > LONGEST_NAME:
            raise LineError("no_days", line)
        if not FEWEST_DAYS <= int(match[2]) <= MOST_DAYS:
            raise LineError("days_out_of_reach", line)
        found[make] = int(match[2])
    return found


def text_of_days(days: Mapping[str, int]) -> str:
    """The same as it is typed, one make a line."""
    return "\n".join(f"{_as_written(make)} {n}" for make, n in sorted(days.items()))


def review_sites(text: str) -> list[dict[str, str]]:
    """ "Google https://…", one a line: [{"name": "Google", "url": "https://…"}], in their order.

    Raises LineError: no_address, not_https, twice, too_many.
    """
    found: list[dict[str, str]] = []
    for line in _lines(text, separators=r"\n"):
        name, _, address = line.rpartition(" ")
        name, parts = name.strip(" :–-"), _parts(address)
        if not name or parts is None or len(name) > LONGEST_NAME or len(address) > LONGEST_ADDRESS:
            raise LineError("no_address", line)
        if parts.scheme != "https" or "." not in (parts.hostname or "") or parts.username:
            raise LineError("not_https", line)
        if any(site["name"].lower() == name.lower() for site in found):
            raise LineError("twice", line)
        found.append({"name": name, "url": address})
    if len(found) > MOST_SITES:
        raise LineError("too_many", found[MOST_SITES]["name"])
    return found


def text_of_sites(sites: Sequence[Mapping[str, str]]) -> str:
    """The same as it is typed, one site a line."""
    return "\n".join(f"{site['name']} {site['url']}" for site in sites)


def _lines(text: str, separators: str = r"[\n,;]") -> list[str]:
    lines = [" ".join(line.split()) for line in re.split(separators, text)]
    lines = [line for line in lines if line]
    if len(lines) > MOST_LINES:
        raise LineError("too_many", lines[MOST_LINES])
    return lines


def _parts(address: str) -> SplitResult | None:
    try:
        return urlsplit(address)
    except ValueError:  # "https://[" is no address
        return None


def _as_written(make: str) -> str:
    return make.upper() if len(make) <= 3 else make.title()
