"""May this customer be erased, and what outlives it (edge case 84)?

A request is refused while something is open that erasing would destroy. A stop outlives the person
as a keyed hash of the number: unreadable, and still found when the number comes back.
"""

import hashlib
import hmac
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from typing import Literal

Code = Literal["legal_hold", "open_we_owe"]


@dataclass(frozen=True, slots=True)
class OpenPromise:
    """Something the store still owes, or is owed."""

    we_owe_id: int
    item: str
    promised_on: date | None = None
    is_owed_by_store: bool = True


@dataclass(frozen=True, slots=True)
class Erasable:
    """What the question depends on. `hold` is why counsel keeps the file, "" without a hold."""

    hold: str = ""
    promises: tuple[OpenPromise, ...] = ()
    stopped_values: tuple[str, ...] = ()
    counts: tuple[tuple[str, int], ...] = ()  # kind of row and how many there are


@dataclass(frozen=True, slots=True)
class Hindrance:
    """Why erasing is refused: the hold in its words, or a promise by its item."""

    code: Code
    words: str
    we_owe_id: int | None = None


@dataclass(frozen=True, slots=True)
class Preview:
    """What erasing would do: `hindrances` to settle first, what goes, what is kept hashed."""

    hindrances: tuple[Hindrance, ...] = ()
    goes: tuple[tuple[str, int], ...] = ()
    kept_hashes: tuple[str, ...] = field(default=())

    @property
    def is_allowed(self) -> bool:
        """Whether nothing stands in the way."""
        return not self.hindrances


def preview_of(erasable: Erasable, *, key: bytes) -> Preview:
    """The preview, hold first. `key` is the group's secret for hashing; ValueError when empty."""
    return Preview(
        hindrances=tuple(hindrances(erasable)),
        goes=tuple((kind, n) for kind, n in erasable.counts if n),
        kept_hashes=tuple(sorted({hash_of(v, key=key) for v in erasable.stopped_values})),
    )


def hindrances(erasable: Erasable) -> Iterable[Hindrance]:
    """What has to end first: a legal hold, then each we-owe still open.

    What the customer owes us does not keep their data: it is settled apart.
    """
    if erasable.hold:
        yield Hindrance("legal_hold", erasable.hold)
    for promise in erasable.promises:
        if promise.is_owed_by_store:
            yield Hindrance("open_we_owe", promise.item, promise.we_owe_id)


def hash_of(value: str, *, key: bytes) -> str:
    """A keyed hash of a number (E.164) or address, the same for every spelling of the address.

    Keyed, since ten digits are guessed from a plain hash in a second. ValueError without a key.
    """
    if not key:
        raise ValueError("a hash without a key can be guessed")
    return hmac.new(key, value.strip().casefold().encode(), hashlib.sha256).hexdigest()
