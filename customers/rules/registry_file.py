"""Reading a file of the national do-not-call registry: one ten-digit number a line.

The FTC's own layout ("480,5550123") and a plain list are both read; anything else refuses the
whole file, since a line that was skipped would be a number that we ring.
"""

import re
from collections.abc import Collection, Iterable, Iterator

_NUMBER = re.compile(r"\s*(?:\+?1[\s.-]?)?\(?([2-9]\d{2})\)?[\s.,-]*(\d{3})[\s.-]?(\d{4})\s*")
_AREA_CODE = re.compile(r"[2-9]\d{2}")


class RegistryFileError(ValueError):
    """The file cannot be taken: `line` and why."""

    def __init__(self, line: int, why: str) -> None:
        self.line, self.why = line, why
        super().__init__(f"line {line}: {why}")


def numbers_of(lines: Iterable[str], area_codes: Collection[str]) -> Iterator[str]:
    """The numbers in E.164. Raises RegistryFileError at the first line that is no number, or one
    of an area code that the file was not said to cover. Empty lines are nothing."""
    for line, text in enumerate(lines, start=1):
        if not text.strip():
            continue
        found = _NUMBER.fullmatch(text)
        if found is None:
            raise RegistryFileError(line, "not a ten-digit number")
        if found[1] not in area_codes:
            raise RegistryFileError(line, f"area code {found[1]} was not told")
        yield f"+1{found[1]}{found[2]}{found[3]}"


def area_codes_of(text: str) -> tuple[str, ...]:
    """ "480, 602" as area codes. Raises ValueError for anything else."""
    codes = tuple(dict.fromkeys(part.strip() for part in text.split(",") if part.strip()))
    wrong = [code for code in codes if not _AREA_CODE.fullmatch(code)]
    if wrong or not codes:
        raise ValueError(f"not area codes: {', '.join(wrong) or 'none told'}")
    return codes
