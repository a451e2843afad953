"""Where the floor above offers what is left when a log can no longer be undone.

Follow-ups may not know the address (arrows point down), so whoever corrects logs registers it when
its app is ready, as panels are registered.
"""

from collections.abc import Callable

from followups.models import Attempt

AddressOf = Callable[[Attempt], str]
_correction: list[AddressOf] = []


def register_correction(address_of: AddressOf) -> None:
    """Names the page on which a log is corrected in words; the last one told counts."""
    _correction[:] = [address_of]


def correction_url(attempt: Attempt) -> str:
    """The address of that page for a log; "" where nobody corrects."""
    return _correction[0](attempt) if _correction else ""
