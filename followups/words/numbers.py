"""Phone numbers as people write them."""

import phonenumbers


def national(number: str) -> str:
    """ "(480) 555-0142" for an American number, else the international form."""
    try:
        parsed = phonenumbers.parse(number)
    except phonenumbers.NumberParseException:
        return number
    style = phonenumbers.PhoneNumberFormat
    return phonenumbers.format_number(
        parsed, style.NATIONAL if parsed.country_code == 1 else style.INTERNATIONAL
    )
