"""What somebody does with their car, from their own words, in two languages (line 57)."""

from __future__ import annotations

import re
import unicodedata
from typing import Literal

CarUse = Literal["towing", "winter", "work", "family", "trips", "commute", "other"]

_WORDS: tuple[tuple[CarUse, str], ...] = (
    ("towing", r"tow\w*|trailer\w*|camper\w*|boat\w*|hitch|rv|remolqu\w*|remolc\w*|lancha|bote"),
    ("winter", r"snow\w*|ski\w*|winter|ice|plow\w*|nieve|esqu\w+|invierno"),
    (
        "work",
        r"work\w*|jobsite\w*|job|deliver\w*|uber|lyft|tools?|contractor|haul\w*|ranch|farm"
        r"|trabaj\w*|obra|reparte|entrega\w*|herramienta\w*|rancho",
    ),
    (
        "family",
        r"kids?|child\w*|school|famil\w*|baby|carseats?|seats?|soccer|softball|dogs?"
        r"|nin[oa]s?|hij[oa]s?|escuela|bebe|perros?",
    ),
    ("trips", r"trips?|travel\w*|camping|vacation\w*|beach|mountains?|viaj\w*|playa|vacaciones"),
    ("commute", r"commut\w*|highway|freeway|miles|daily|downtown|millas|autopista|diario"),
)


def use_of(words: str) -> CarUse:
    """The first use that the words name, what costs the car most first; "other" for none."""
    plain = unicodedata.normalize("NFKD", words.casefold())
    plain = "".join(letter for letter in plain if not unicodedata.combining(letter))
    for use, pattern in _WORDS:
        if re.search(rf"\b(?:{pattern})\b", plain):
            return use
    return "other"
