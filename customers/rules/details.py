"""What somebody told us about a person: plain values, from a form, a file or an address."""

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True)
class PersonDetails:
    """A buyer as typed or imported. Phones are (E.164, mobile|home|work), best first.

    `source_id` is the dealer system's own number for the person. A business has `company`.
    """

    first_name: str = ""
    last_name: str = ""
    suffix: str = ""
    company: str = ""
    source_id: str = ""
    phones: tuple[tuple[str, str], ...] = ()
    emails: tuple[str, ...] = ()
    address: str = ""
    city: str = ""
    state: str = ""
    postal_code: str = ""
    language: str = ""
    born_on: date | None = None
    preferred_channel: str = ""
