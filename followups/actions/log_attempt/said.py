"""What may come up on a contact besides its outcome, as the form tells it."""

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, kw_only=True)
class Upset:
    """They are upset: how much, about what, in their words; `next_on` where a day was agreed on."""

    severity: str = "upset"
    cause: str = "other"
    words: str = ""
    next_on: date | None = None


@dataclass(frozen=True, kw_only=True)
class Surveyed:
    """Where the maker's survey stands (a state of CsiSurvey); with an answer its score, its day and
    what they wrote."""

    state: str
    score: int | None = None
    answered_on: date | None = None
    words: str = ""


@dataclass(frozen=True, kw_only=True)
class Reviewed:
    """Asked for a public review on these sites; or they would rather not."""

    sites: tuple[str, ...]
    is_declined: bool = False


@dataclass(frozen=True, kw_only=True)
class Named:
    """Asked for a name: "asked", "given" or "declined"; `phone` in E.164, `kind` what they are to
    each other (friend or relative)."""

    state: str
    name: str = ""
    phone: str = ""
    words: str = ""
    kind: str = "friend"


@dataclass(frozen=True, kw_only=True)
class Moved:
    """They moved: where to, as far as they said; perhaps without the car."""

    address: str = ""
    city: str = ""
    state: str = ""
    postal_code: str = ""
    is_car_sold: bool = False


@dataclass(frozen=True, kw_only=True)
class Elsewhere:
    """They bought another car elsewhere: why (a code), what and where; `is_car_gone`: ours went in
    the trade."""

    reason: str
    words: str = ""
    is_car_gone: bool = False
