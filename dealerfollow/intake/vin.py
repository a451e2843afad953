"""The check digit of a vehicle identification number (49 CFR 565.15): warned about, never refused.

Cars for other markets and cars before 1981 have none, so a wrong one is a hint, not an error.
"""

import re

VIN_LENGTH = 17
_LETTERS = "0123456789ABCDEFGHJKLMNPRSTUVWXYZ"
_NUMBERS = "012345678912345678123457923456789"
_VALUES = {letter: int(number) for letter, number in zip(_LETTERS, _NUMBERS, strict=True)}
_WEIGHTS = (8, 7, 6, 5, 4, 3, 2, 10, 0, 9, 8, 7, 6, 5, 4, 3, 2)


def clean_vin(raw: str) -> str:
    """The VIN in capitals without spaces, dashes and stars."""
    return re.sub(r"[\s*\-]", "", raw).upper()


def check_digit(vin: str) -> str:
    """The ninth character that a VIN of 17 legal characters should have: a digit or X."""
    remainder = sum(_VALUES[c] * w for c, w in zip(vin, _WEIGHTS, strict=True)) % 11
    return "X" if remainder == 10 else str(remainder)


def vin_warning(vin: str) -> str:
    """Empty when the VIN is sound or empty, else vin_length, vin_characters, vin_check_digit."""
    if not vin:
        return ""
    if len(vin) != VIN_LENGTH:
        return "vin_length"
    if any(c not in _VALUES for c in vin):
        return "vin_characters"
    return "" if vin[8] == check_digit(vin) else "vin_check_digit"
