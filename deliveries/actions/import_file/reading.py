"""What is in a batch: its file read again, always with the same answer."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from customers.actions.upsert import store_numbers
from dealerfollow.intake.dates import DateOrder
from dealerfollow.intake.dms_csv import read_sold_deals
from dealerfollow.intake.sold_deal import SoldDeal, SoldDealFile
from dealerfollow.stores.models import Store
from deliveries.models import ImportBatch
from deliveries.rules.contracts import in_order


class ContentPurged(ValueError):
    """The file's bytes are gone (kept 7 days): it must be sent again."""


@dataclass(frozen=True)
class Reading:
    """A file as it was read: `deals` in the order in which they are recorded.

    `rows` counts deals and refused lines; `refused` the latter. `guessed` are lines whose new or
    used is our guess; `former` of contracts that the file itself tells anew.
    """

    file: SoldDealFile
    deals: tuple[SoldDeal, ...]
    rows: int
    refused: int
    guessed: frozenset[int]
    former: frozenset[int]


def read_content(
    store: Store,
    content: bytes,
    *,
    filename: str,
    columns: Mapping[str, str],
    date_order: str,
    received_at: datetime,
) -> Reading:
    """Reads the bytes as of the day they came, so that a restart days later reads the same.

    In which order they are heard, and which are former contracts, tells deliveries.rules.contracts.
    """
    order: dict[str, DateOrder] = {"mdy": "mdy", "dmy": "dmy", "ambiguous": "ambiguous"}
    file = read_sold_deals(
        content,
        filename=filename,
        mapping=columns,
        date_order=order.get(date_order),
        today=store.day_of(received_at),
    )
    told = in_order(file.rows, never_match=store_numbers(store))
    refused = {p.line for p in file.problems if p.severity == "refused"}
    return Reading(
        file=file,
        deals=told.deals,
        rows=len(file.rows) + len(refused),
        refused=len(refused),
        guessed=frozenset(
            p.line for p in file.problems if p.code == "condition_guessed" and p.line
        ),
        former=told.former,
    )


def read_batch(batch: ImportBatch, store: Store) -> Reading:
    """The batch's own file with its own columns; raises ContentPurged when the bytes are gone."""
    content = ImportBatch.objects.values_list("content", flat=True).get(pk=batch.pk)
    if content is None:
        raise ContentPurged(batch.filename)
    return read_content(
        store,
        bytes(content),
        filename=batch.filename,
        columns=batch.columns,
        date_order=batch.date_order,
        received_at=batch.received_at,
    )
