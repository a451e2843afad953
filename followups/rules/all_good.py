"""Hearing "all good" in a note (decision: the promise ledger), in two languages.

Said over our own promise that is past its date, it would close what nobody answered for.
"""

import re
import unicodedata

_SAID = re.compile(
    r"\b("
    r"all (is )?(good|fine|well|ok|okay|great|set)"
    r"|everything( is|s)? (good|fine|ok|okay|great|well)"
    r"|no (issues?|problems?|complaints?|concerns?)|nothing (open|wrong)"
    r"|todo (esta )?(bien|bueno|perfecto|en orden)|sin (problemas?|quejas?|novedad)"
    r"|ningun problema"
    r")\b"
)
_DENIED = re.compile(r"\b(not|isnt|wasnt|arent|no esta|no es)\s+$")
_APOSTROPHES = str.maketrans("", "", "'\N{RIGHT SINGLE QUOTATION MARK}")


def says_all_good(note: str) -> bool:
    """Does it say that nothing is open? "Not all good" does not; accents and case do not matter."""
    plain = unicodedata.normalize("NFKD", note.casefold().translate(_APOSTROPHES))
    plain = "".join(letter for letter in plain if not unicodedata.combining(letter))
    plain = re.sub(r"[^\w]+", " ", plain)
    return any(not _DENIED.search(plain[: found.start()]) for found in _SAID.finditer(plain))
