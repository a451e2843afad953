"""What the status, new-or-used and kind-of-sale words of dealer systems mean."""

import re
from typing import cast

from dealerfollow.intake.sold_deal import Condition, SaleKind, Status

_STATUS = {
    word: cast(Status, status)
    for status, words in {
        "final": "f|final|finalized|finalised|b|booked|s|sold|d|delivered|c|closed|posted|complete"
        "|completed|capped|funded|contracted|signed|y|yes|a|active",
        "pending": "p|pending|open|o|w|wip|working|on order|ordered|order|in progress|q|quote"
        "|deposit|approved|submitted|in finance|i|n|no|not delivered",
        "unwound": "u|unwound|unwind|x|v|void|voided|rolled back|rollback|cancelled|canceled"
        "|cancel|reversed|backed out|back out|dead|returned|rescinded|deleted|r",
    }.items()
    for word in words.split("|")
}
_CONDITION = {
    word: cast(Condition, condition)
    for condition, words in {
        "new": "new|n|demo|new car|new vehicle|new retail|new lease",
        "used": "used|u|pre owned|preowned|certified|cpo|certified pre owned|c|used car"
        "|used retail",
    }.items()
    for word in words.split("|")
}
_KIND = {
    word: cast(SaleKind, kind)
    for kind, words in {
        "retail": "retail|r|cash|finance|financed|purchase|p|balloon|loan|f|new|used|n|u|consumer",
        "lease": "lease|l|leased|new lease|used lease|smart lease",
        "wholesale": "wholesale|w|auction|ws|whsl",
        "dealer_trade": "dealer trade|dt|dealertrade|dealer exchange|dx|swap|d",
        "employee": "employee|e|emp|employee purchase|employee sale",
        "house": "house|h|house deal|house account|hse",
        "fleet": "fleet|commercial|fleet sale|flt|b2b|government",
    }.items()
    for word in words.split("|")
}


def plain(word: str) -> str:
    """Lower case, one space between words, no other signs."""
    return re.sub(r"[^a-z0-9]+", " ", word.casefold()).strip()


def read_status(words: list[str]) -> Status | None:
    """The status that several columns tell: unwound beats final beats pending; None if none is
    known."""
    found = {status for word in words if (status := _STATUS.get(plain(word)))}
    for status in ("unwound", "final", "pending"):
        if status in found:
            return status
    return None


def read_condition(condition: str, kind: str) -> Condition | None:
    """New or used, from its own column, else from a kind of sale such as "Used retail"."""
    own = _CONDITION.get(plain(condition))
    if own:
        return own
    words = set(f"{plain(condition)} {plain(kind)}".split())
    if words & {"used", "preowned", "owned", "certified", "cpo"}:
        return "used"
    return "new" if "new" in words or plain(kind) == "n" else None


def read_kind(kind: str, condition: str, salesperson: str) -> SaleKind | None:
    """The kind of sale; retail when no column tells, None for a word that nobody knows."""
    if plain(salesperson) in {"house", "house deal", "house account", "hse"}:
        return "house"
    text = f"{plain(kind)} {plain(condition)}"
    for needle, found in (
        ("wholesale", "wholesale"), ("auction", "wholesale"), ("dealer trade", "dealer_trade"),
        ("fleet", "fleet"), ("employee", "employee"), ("lease", "lease"), ("house", "house"),
        ("retail", "retail"),
    ):  # fmt: skip
        if needle in text:
            return cast(SaleKind, found)
    return _KIND.get(plain(kind)) if kind else "retail"
