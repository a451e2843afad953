"""Phones to E.164 and e-mails to lower case; what is no number or address is handed back."""

import re
from functools import lru_cache

import phonenumbers

_EMAIL = re.compile(r"[a-z0-9._%+'\-]{1,64}@(?:[a-z0-9](?:[a-z0-9\-]{0,62})\.)+[a-z]{2,24}")
_PLACEHOLDER_EMAIL = re.compile(
    r"^(none|no|na|noemail|no-?mail|declined?|refused|nobody|test|unknown|donthave|x+)[\d.]*@|"
    r"@(none|no|na|noemail|nomail|test|unknown|declined|email|example-none)\.[a-z]+$"
)
_NO_EMAIL = {"declined", "refused", "no email", "noemail", "does not have", "x"}


@lru_cache(maxsize=65_536)
def read_phone(raw: str, region: str) -> str:
    """The number in E.164, without its extension; "" when it cannot be dialed."""
    try:
        number = phonenumbers.parse(raw, region)
    except phonenumbers.NumberParseException:
        return ""
    if not phonenumbers.is_valid_number(number):
        return ""
    return phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)


def read_phones(cell: str, region: str) -> tuple[list[str], list[str]]:
    """(numbers in E.164, pieces that are none). Zeros alone mean no number, and are neither."""
    numbers: list[str] = []
    bad: list[str] = []
    for piece in re.split(r"\s*(?:[/;,|]|\bor\b)\s*", cell):
        if not re.search(r"[1-9]", piece) and not re.search(r"[^\W\d_]", piece):
            continue
        found = read_phone(piece[:60], region)
        (numbers if found else bad).append(found or piece)
    return numbers, bad


def read_emails(cell: str) -> tuple[list[str], list[str]]:
    """(addresses in lower case, pieces that are none or a placeholder such as none@none.com)."""
    emails: list[str] = []
    bad: list[str] = []
    for piece in re.split(r"[;,|\s]+", cell.strip()) if cell.casefold() not in _NO_EMAIL else []:
        address = piece.strip("<>()'\"").removeprefix("mailto:").lower()
        if not address:
            continue
        is_good = _EMAIL.fullmatch(address) and ".." not in address
        is_good = is_good and not _PLACEHOLDER_EMAIL.search(address)
        (emails if is_good else bad).append(address)
    return emails, bad
