"""Recording the rows of a file: a hundred a transaction, each row on its own savepoint.

What was done is committed together with how far it got, so that a killed worker loses nothing and
doubles nothing, and any later run goes on from there.
"""

import logging
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime

from django.core.exceptions import ObjectDoesNotExist
from django.db import DataError, IntegrityError, transaction

from customers.actions.upsert import store_numbers
from dealerfollow.intake.sold_deal import SoldDeal
from deliveries.actions.finding import exclude_known
from deliveries.actions.gathering import Gathering
from deliveries.actions.import_file.reading import Reading
from deliveries.actions.record import DealNumberUsedAgain, Recorded, record_delivery
from deliveries.models import ImportBatch, ImportProblem
from deliveries.queries.known_keys import KnownKeys
from deliveries.rules.deals import (
    EXCLUDED,
    ROW_CODES,
    TO_MANAGER,
    RowRefused,
    excluded_sale_of,
    sale_of,
)
from deliveries.rules.sale import SaleDetails

log = logging.getLogger(__name__)
CHUNK = 100
MOST_FAILURES = 5
Status = ImportBatch.Status

# What one row can do wrong by itself. A lost connection or a stopping worker is not among them.
ROW_FAULTS = (
    ArithmeticError,
    AssertionError,
    AttributeError,
    DataError,
    IntegrityError,
    LookupError,
    ObjectDoesNotExist,
    TypeError,
    ValueError,
)


@dataclass
class Counts:
    """How many rows of a chunk did what, and the problems found."""

    created: int = 0
    updated: int = 0
    unchanged: int = 0
    refused: int = 0
    problems: list[ImportProblem] = field(default_factory=list)


def claim_batch(
    *, pk: int | None = None, not_these: tuple[int, ...] = (), is_patient: bool = False
) -> ImportBatch | None:
    """Locks the oldest batch with rows to import, until the transaction ends; None without one.

    A batch that somebody else is importing just now is passed over, unless `is_patient`.
    """
    waiting = ImportBatch.objects.filter(status__in=[Status.WAITING, Status.RUNNING])
    waiting = waiting.filter(pk=pk) if pk else waiting.exclude(pk__in=not_these)
    locked = waiting.select_for_update(skip_locked=not is_patient, no_key=True, of=("self",))
    return locked.defer("content").order_by("id").first()


@transaction.atomic
def import_rows(
    batch: ImportBatch, reading: Reading, *, now: datetime, limit: int = CHUNK
) -> Counts:
    """Records the next `limit` rows of a batch that this transaction has claimed.

    The last ones also finish it. Idempotent as a whole: done rows are never done again.
    """
    start = batch.rows_done - reading.refused
    deals = reading.deals[start : start + limit]
    try:
        with transaction.atomic():
            counts = _record(batch, reading, deals, now, is_gathering=True)
    except ROW_FAULTS:  # follow-ups could not begin together: one by one finds the row to blame
        counts = _record(batch, reading, deals, now, is_gathering=False)
    ImportProblem.objects.bulk_create(counts.problems)
    batch.rows_done += len(deals)
    batch.created += counts.created
    batch.updated += counts.updated
    batch.unchanged += counts.unchanged
    batch.refused += counts.refused
    batch.status, batch.failures = Status.RUNNING, 0
    if batch.rows_done - reading.refused >= len(reading.deals):
        batch.status, batch.finished_at, batch.rows_done = Status.DONE, now, batch.rows
    batch.save(update_fields=[*_PROGRESS, "status", "failures", "finished_at"])
    return counts


def _record(
    batch: ImportBatch,
    reading: Reading,
    deals: Sequence[SoldDeal],
    now: datetime,
    *,
    is_gathering: bool,
) -> Counts:
    counts = Counts()
    rows = _Rows(batch, reading, now)
    told = [(deal, rows.told(deal)) for deal in deals]
    if is_gathering:
        sales = [sale for _, sale in told if isinstance(sale, SaleDetails)]
        rows.gathered = Gathering(batch.store, now, KnownKeys(batch.store, sales))
    for deal, sale in told:
        rows.record(deal, sale, counts)
    if rows.gathered:
        rows.gathered.tell()
    return counts


_PROGRESS = ("rows_done", "created", "updated", "unchanged", "refused")


def count_failure(batch: ImportBatch, words: str) -> bool:
    """Remembers that a whole chunk failed; True when it was once too often and the batch is parked.

    Call it after the chunk's transaction has been rolled back.
    """
    batch = ImportBatch.objects.select_for_update(no_key=True).defer("content").get(pk=batch.pk)
    batch.failures += 1
    if batch.failures >= MOST_FAILURES:
        batch.status, batch.problem = Status.FAILED, words[:300]
    batch.save(update_fields=["failures", "status", "problem"])
    return batch.status == Status.FAILED


class _Rows:
    """One chunk's circumstances, asked once."""

    def __init__(self, batch: ImportBatch, reading: Reading, now: datetime) -> None:
        self.batch, self.store, self.reading, self.now = batch, batch.store, reading, now
        self.gathered: Gathering | None = None
        self.store_lines = store_numbers(self.store)
        self.column_of: dict[str, str] = {}
        for header, name in reading.file.mapping.columns:
            self.column_of.setdefault(name, header)

    def told(self, deal: SoldDeal) -> SaleDetails | Exception:
        """The sale that the row tells, or why it tells none."""
        try:
            return sale_of(
                deal,
                today=self.store.day_of(self.now),
                store_lines=self.store_lines,
                is_condition_guessed=deal.line in self.reading.guessed,
            )
        except ROW_FAULTS as problem:
            return problem

    def record(self, deal: SoldDeal, sale: SaleDetails | Exception, counts: Counts) -> None:
        """Records one row, or lists why not. Tried twice: somebody may type the same sale now."""
        if deal.line in self.reading.former:
            self._list(deal, "former_contract", "deal_number", deal.deal_number, counts)
            counts.unchanged += 1
            return
        if isinstance(sale, Exception):
            sale = self._end_excluded(deal, sale)
            self._explain(deal, sale, counts, is_last=True)
            return
        for attempt in (1, 2):
            before = list(self.gathered.deliveries) if self.gathered else []
            try:
                recorded = self._recorded(sale)
            except Exception as problem:
                if self.gathered:
                    self.gathered.forget(before)
                    if self.gathered.known:
                        self.gathered.known.add(sale)  # the second time, look
                if not self._explain(deal, problem, counts, is_last=attempt == 2):
                    continue
                return
            setattr(counts, recorded.change, getattr(counts, recorded.change) + 1)
            self._warn(deal, recorded, counts)
            return

    def _end_excluded(self, deal: SoldDeal, refused: Exception) -> Exception:
        """A deal that is no sale may be one on file: then what is owed for it ends (edge case 44).
        Returns why the row is refused."""
        if not (isinstance(refused, RowRefused) and refused.code in EXCLUDED.values()):
            return refused
        told = excluded_sale_of(deal, today=self.store.day_of(self.now))
        try:
            if self.gathered:
                self.gathered.tell()  # what ends now must have begun
            if told:
                by = self.batch.by
                exclude_known(self.store, told, refused.code, by=by, now=self.now)
        except ROW_FAULTS as problem:
            return problem
        return refused

    def _explain(
        self, deal: SoldDeal, problem: Exception, counts: Counts, *, is_last: bool
    ) -> bool:
        """Lists why the row is refused; False when it should be tried again. Raises the rest."""
        if isinstance(problem, RowRefused):
            self._list(deal, problem.code, problem.field, problem.value, counts)
        elif isinstance(problem, DealNumberUsedAgain):
            self._list(deal, "deal_number_used_again", "deal_number", deal.deal_number, counts)
        elif isinstance(problem, IntegrityError) and not is_last:
            return False
        elif isinstance(problem, ROW_FAULTS):
            # Its kind only: a message would carry a customer's data into the log.
            log.error("line %s of import %s: %s", deal.line, self.batch.pk, type(problem).__name__)
            self._list(deal, "not_saved", "", "", counts)
        else:
            raise problem
        counts.refused += 1
        return True

    def _recorded(self, sale: SaleDetails) -> Recorded:
        gathered = self.gathered
        recorded = record_delivery(
            self.store, sale, by=self.batch.by, now=self.now, source="file", gathered=gathered
        )
        if gathered and gathered.known:
            gathered.known.add(sale)
        return recorded

    def _warn(self, deal: SoldDeal, recorded: Recorded, counts: Counts) -> None:
        for code in recorded.notices:
            self._list(deal, code, "deal_number", deal.deal_number, counts)
        if deal.sale_kind in TO_MANAGER:
            self._list(deal, TO_MANAGER[deal.sale_kind], "sale_kind", deal.sale_kind, counts)
        elif deal.salespeople and recorded.delivery.salesperson_id is None:
            first = deal.salespeople[0]
            name = "salesperson_1_name" if first.name else "salesperson_1_id"
            self._list(deal, "unmatched_salesperson", name, first.name or first.dms_id, counts)
        lines = [n for n, _ in deal.customer.phones if n in self.store_lines]
        for number in lines:
            self._list(deal, "store_line", "phone_mobile", number, counts)

    def _list(self, deal: SoldDeal, code: str, name: str, value: str, counts: Counts) -> None:
        counts.problems.append(
            ImportProblem(
                group_id=self.batch.group_id,
                batch=self.batch,
                line=deal.line,
                column=self.column_of.get(name, "")[:120],
                value=value[:120],
                code=code,
                is_refused=ROW_CODES[code][0] == "refused",
            )
        )
