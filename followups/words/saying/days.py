"""Days as they are said aloud in the customer's language."""

from datetime import date

from django.utils.dateformat import format as date_format
from django.utils.translation import override

from followups.words.days import DAYS_A_MONTH, DAYS_COUNTED, MONTHS_COUNTED

_NEAR = {
    "en": {0: "today", 1: "tomorrow", -1: "yesterday"},
    "es": {0: "hoy", 1: "mañana", -1: "ayer"},
}
_PATTERNS = {"en": "l, F j", "es": r"\e\l l j \d\e F"}
_UNITS = {
    "en": {"day": ("day", "days"), "month": ("month", "months"), "year": ("year", "years")},
    "es": {"day": ("día", "días"), "month": ("mes", "meses"), "year": ("año", "años")},
}
_AGO = {"en": "{n} {unit} ago", "es": "hace {n} {unit}"}


def spoken_day(day: date, today: date, language: str) -> str:
    """ "today", "tomorrow", else "Friday, March 6"; in Spanish "el viernes 6 de marzo"."""
    near = _NEAR[language].get((day - today).days)
    if near:
        return near
    with override(language):
        return str(date_format(day, _PATTERNS[language]))


def since(day: date, today: date, language: str) -> str:
    """ "today", "yesterday", "3 days ago", "4 months ago"; in Spanish "hace 3 días"."""
    days = (today - day).days
    if days <= 1:
        return _NEAR[language][0 if days <= 0 else -1]
    months = round(days / DAYS_A_MONTH)
    if days < DAYS_COUNTED:
        n, unit = days, "day"
    elif months < MONTHS_COUNTED:
        n, unit = months, "month"
    else:
        n, unit = months // 12, "year"
    return _AGO[language].format(n=n, unit=_UNITS[language][unit][n != 1])


def years_words(count: int, language: str) -> str:
    """ "1 year", "3 years"; in Spanish "3 años"."""
    return f"{count} {_UNITS[language]['year'][count != 1]}"
