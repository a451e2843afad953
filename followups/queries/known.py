"""What the brief needs to know about customers: promises, the last contact, personal facts."""

from collections.abc import Collection
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.db import connection

from followups.rules.brief import LastAttempt, PersonalFact, WeOweFact

WE_OWES = """
SELECT customer_id, id, item, department, status, promised_on, told_on, made_on, word,
       word_at::date, owed_by
  FROM deliveries_weowe
 WHERE customer_id = ANY(%s) AND status IN ('open', 'ready')
 ORDER BY promised_on NULLS LAST, id
"""

PEOPLE = """
SELECT c.id, a.outcome, a.made_on, a.note, a.voicemails, a.is_discussed, p.texts, p.days
  FROM customers_customer c
  LEFT JOIN LATERAL (
       SELECT t.outcome, t.made_on, t.note,
              count(*) FILTER (WHERE t.outcome = 'voicemail'
                               AND t.at > coalesce(c.last_talk_at, '-infinity')) OVER ()
                     AS voicemails,
              bool_or(t.is_csi_discussed) OVER () AS is_discussed
         FROM followups_attempt t
        WHERE t.customer_id = c.id
          AND NOT EXISTS (SELECT 1 FROM followups_attemptundo u WHERE u.attempt_id = t.id)
        ORDER BY t.at DESC LIMIT 1) a ON true
  LEFT JOIN LATERAL (
       SELECT array_agg(f.text ORDER BY f.noted_at DESC, f.id DESC) AS texts,
              array_agg(f.noted_at::date ORDER BY f.noted_at DESC, f.id DESC) AS days
         FROM customers_personalfact f WHERE f.customer_id = c.id) p ON true
 WHERE c.id = ANY(%s)
"""


@dataclass(frozen=True, slots=True)
class OpenWeOwe:
    """An open promise, ours or the customer's."""

    pk: int
    item: str
    department: str
    status: str
    promised_on: date | None
    told_on: date | None
    made_on: date
    word: str
    word_on: date | None
    owed_by: str

    def as_fact(self, today: date) -> WeOweFact:
        """What the brief reads of it."""
        return WeOweFact(
            item=self.item,
            department=self.department,
            status="ready" if self.status == "ready" else "open",
            promised_on=self.promised_on,
            told_on=self.told_on,
            owed_days=(today - self.made_on).days,
            updated_on=self.word_on,
        )


@dataclass(slots=True)
class Known:
    """What is on file about one customer, besides the sale."""

    owes: list[OpenWeOwe] = field(default_factory=list)
    personal: list[PersonalFact] = field(default_factory=list)
    last: LastAttempt | None = None
    voicemails: int = 0
    is_csi_discussed: bool = False


def known_about(customer_ids: Collection[int]) -> dict[int, Known]:
    """What is known per customer id, in 2 queries whatever their number."""
    ids = list(customer_ids)
    found = {pk: Known() for pk in ids}
    for customer_id, *owed in _rows(WE_OWES, ids):
        found[customer_id].owes.append(OpenWeOwe(*owed))
    for customer_id, outcome, made_on, note, voicemails, is_discussed, texts, days in _rows(
        PEOPLE, ids
    ):
        known = found[customer_id]
        if outcome is not None:
            known.last = LastAttempt(outcome, made_on, note)
            known.voicemails, known.is_csi_discussed = voicemails, is_discussed
        if texts:
            known.personal.extend(map(PersonalFact, texts, days))
    return found


def _rows(sql: str, ids: list[int]) -> list[tuple[Any, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(sql, [ids])
        return cursor.fetchall()
