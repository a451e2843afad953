"""Telling a reason of value from "how's it going?" (seed 004, lines 48 and 54), in two languages.

A reason is empty when every word of it belongs to the small talk of calling: word order and
punctuation then do not matter, and one word of substance ("plates") is enough to pass.
"""

from __future__ import annotations

import re
import unicodedata

_ENGLISH = """
a about again all alright am an and are at base be bit call called calling can car care check
checked checkin checking contact customer day doing ensure everything fine follow followed
following followup for get going good great happy hello her hey hi him his hope how howdy i if im
in is it its just keep know like love make me my no none nothing na now of ok okay on our out phone
post quick reach reaching regular ring routine sale say see so still sure talk thank that the their
them there they thing think thinking this to today touch touched touching truck up usual vehicle
wanted was we well were what with you your
"""
_SPANISH = """
bien carro coche como con de el en esta estar estan hola la llamada llamar lo los mas nada para por
que quiero saber saludar saludo se si solo su todo una un va van ver y
"""
_SMALL_TALK = frozenset(_ENGLISH.split()) | frozenset(_SPANISH.split())
_APOSTROPHES = str.maketrans("", "", "'\N{RIGHT SINGLE QUOTATION MARK}")


def is_empty_reason(reason: str) -> bool:
    """Does it say no more than "just checking in"? No words at all are empty too."""
    plain = unicodedata.normalize("NFKD", reason.casefold().translate(_APOSTROPHES))
    plain = "".join(letter for letter in plain if not unicodedata.combining(letter))
    return all(_is_small_talk(word) for word in re.findall(r"[^\W_]+", plain))


def _is_small_talk(word: str) -> bool:
    return len(word) < 2 or word in _SMALL_TALK or word.removesuffix("s") in _SMALL_TALK
