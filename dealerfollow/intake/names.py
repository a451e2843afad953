"""Names as dealer systems write them: LAST,FIRST M; First Last; two surnames; firms."""

import re
from functools import lru_cache

from dealerfollow.intake.sold_deal import PersonName

_SURELY_FIRM = re.compile(
    r"\b(llc|l\.l\.c|inc|incorporated|corp|corporation|ltd|limited|llp|plc|pllc|trust|dba|d/b/a|"
    r"estate of|(?:county|city|state|church|university) of|university|credit union)\b\.?|\bco\.?$|"
    r"\blp$",
    re.IGNORECASE,
)
# Firms, unless a comma says LAST,FIRST: "Service, John" is a person.
_MAYBE_FIRM = re.compile(
    r"\b(company|college|department|dept|services?|plumbing|electric|construction|contractors?|"
    r"roofing|landscaping|trucking|transport|logistics|rentals?|leasing|motors|auto|automotive|"
    r"dealership|enterprises?|holdings|partners|associates|solutions|systems|industries|"
    r"restaurant|foundation|insurance|realty|properties)\b",
    re.IGNORECASE,
)
_SUFFIXES = {"jr": "Jr", "sr": "Sr", "ii": "II", "iii": "III", "iv": "IV", "v": "V"}
_TITLES = {"mr", "mrs", "ms", "miss", "dr", "rev", "sr.", "sra", "mx"}
_PARTICLES = {"de", "del", "la", "las", "los", "van", "von", "der", "den", "da", "dos", "di", "du"}
_PARTICLES |= {"le", "st", "san", "santa", "bin", "al", "el", "ter", "ten"}
_SMALL_WORDS = {"the", "and", "of", "for", "son"}
# Common first surnames that do not end in "ez": with one of them before the last word, a name of
# three words has two surnames, not a middle name.
_COMMON_SURNAMES = (
    "garcia garcía cruz reyes morales ortiz torres rivera flores ramos castillo ruiz diaz díaz "
    "romero silva mendoza aguilar moreno medina vargas herrera vega soto rojas delgado guerrero "
    "contreras luna ortega navarro santos santiago molina acosta mejia mejía cabrera salazar "
    "espinoza rosario villanueva castro guzman guzmán avila ávila fuentes padilla ochoa"
)
_SURNAMES = frozenset(_COMMON_SURNAMES.split())


@lru_cache(maxsize=4096)
def parse_name(raw: str) -> PersonName:
    """The parts of one name. Capitals-only names are written as names; nothing is dropped."""
    text = raw.strip(" ,")
    if is_business(text):
        return PersonName(business=_shown(text, is_firm=True))
    first_of_two = re.split(r"\s+(?:&|and|y|or)\s+", text, maxsplit=1, flags=re.IGNORECASE)[0]
    last_part, comma, rest = first_of_two.partition(",")
    if comma and rest.strip(" .").lower() in _SUFFIXES:  # "John Smith, Jr"
        first_of_two, comma = f"{last_part} {rest}", ""
    words, suffix = _without_suffix(rest.split() if comma else first_of_two.split())
    if comma:
        last_words, other = _without_suffix(last_part.split())
        return _name(words[:1], words[1:], last_words, suffix or other)
    if "," not in text and words != first_of_two.split() and not words:
        return PersonName(last=_shown(text))
    return _in_reading_order(words, suffix, text)


def second_person(raw: str) -> PersonName | None:
    """Mary Smith out of "SMITH,JOHN & MARY" or "John & Mary Smith"; None for one person."""
    text = raw.strip(" ,")
    if is_business(text):
        return None
    parts = re.split(r"\s+(?:&|and)\s+", text, maxsplit=1, flags=re.IGNORECASE)
    if len(parts) < 2 or not parts[1].strip():
        return None
    second = parse_name(parts[1])
    if second.first and second.last:
        return second
    last = parse_name(parts[0]).last if "," in parts[0] or " " in parts[0] else ""
    return PersonName(first=second.first or second.last, last=last)


def name_from_parts(first: str, middle: str, last: str, company: str = "") -> PersonName:
    """A name that came in columns of its own."""
    whole = " ".join(part for part in (first, last) if part)
    if company and not whole:
        return PersonName(business=_shown(company, is_firm=True))
    if _SURELY_FIRM.search(whole) or (not (first and last) and is_business(whole)):
        return PersonName(business=_shown(whole, is_firm=True))
    last_words, suffix = _without_suffix(last.split())
    return _name(first.split(), middle.split(), last_words, suffix)


def is_business(text: str) -> bool:
    """True for what reads as a firm, an office or a trust."""
    return bool(_SURELY_FIRM.search(text) or ("," not in text and _MAYBE_FIRM.search(text)))


def _without_suffix(words: list[str]) -> tuple[list[str], str]:
    bare = [w for w in words if w]
    if len(bare) > 1 and bare[-1].strip(".,").lower() in _SUFFIXES:
        return bare[:-1], _SUFFIXES[bare[-1].strip(".,").lower()]
    return bare, ""


def _in_reading_order(words: list[str], suffix: str, text: str) -> PersonName:
    if len(words) > 1 and words[0].lower().rstrip(".") in _TITLES:
        words = words[1:]
    if len(words) < 2:
        # One person of a couple ("John & Mary Smith") takes the couple's last name.
        tail = text.split()
        is_couple = len(tail) > len(words) + 1 and words and "," not in text
        return _name(words, [], tail[-1:], suffix) if is_couple else _name([], [], words, suffix)
    at = len(words) - 1
    before = words[at - 1].lower()
    if at > 1 and (before in _SURNAMES or before.endswith(("ez", "éz"))):
        at -= 1
    while at > 1 and words[at - 1].lower().rstrip(".") in _PARTICLES:
        at -= 1
    return _name(words[:1], words[1:at], words[at:], suffix)


def _name(first: list[str], middle: list[str], last: list[str], suffix: str) -> PersonName:
    spoken = (" ".join(part).strip(" ,") for part in (first, middle, last))
    shown_first, shown_middle, shown_last = (_shown(part) for part in spoken)
    return PersonName(shown_first, shown_middle.rstrip("."), shown_last, suffix)


def _shown(text: str, *, is_firm: bool = False) -> str:
    """SMITH-O'BRIEN to Smith-O'Brien, MCDONALD to McDonald; mixed case is left as typed."""
    if not text or (text != text.upper() and text != text.lower()):
        return text
    return " ".join(_word(word, is_firm=is_firm) for word in text.split())


def _word(word: str, *, is_firm: bool) -> str:
    bare = word.strip(".,&")
    if is_firm and bare.lower() not in _SMALL_WORDS and (len(bare) <= 3 or not bare.isalpha()):
        return word.upper()
    if not is_firm and word.lower() in _PARTICLES - {"st", "san", "santa"}:
        return word.lower()
    titled = re.sub(r"[^\W\d_]+", lambda m: m[0].capitalize(), word)
    return re.sub(r"\bMc([a-z])", lambda m: "Mc" + m[1].upper(), titled)
