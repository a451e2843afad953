"""What the brief needs to know about customers: promises, the last contact, personal facts."""

import json
from collections.abc import Collection
from dataclasses import dataclass, field
from datetime import date
from itertools import count
from typing import Any

from customers.rules.household import FamilyItem, shown_facts
from dealerfollow.stores.models import Store
from dealerfollow.tenancy.prepared import read
from followups.queries.known_more import MORE, NOTHING_MORE, More, day_of, more_of
from followups.rules.brief import LastAttempt, PersonalFact, WeOweFact

PEOPLE = f"""
SELECT c.id, a.outcome, a.made_on, a.note, a.voicemails, a.is_discussed, p.texts, p.days,
       w.owes::text, p.abouts, p.confirmed,
       (SELECT max(greatest(l.ended_on, l.end_known_on)) FROM customers_householdlink l
         WHERE l.customer_id = ANY(r.ids) AND l.kind = 'spouse' AND l.ended_on IS NOT NULL),
       {MORE}
  FROM customers_customer c
  LEFT JOIN LATERAL (  -- the rows merged into them are the same person
       SELECT array_agg(m.id) || c.id AS ids
         FROM customers_customer m WHERE m.merged_into_id = c.id) r ON true
  LEFT JOIN LATERAL (
       SELECT t.outcome, t.made_on, t.note,
              count(*) FILTER (WHERE t.outcome = 'voicemail'
                               AND t.at > coalesce(c.last_talk_at, '-infinity')) OVER ()
                     AS voicemails,
              bool_or(t.is_csi_discussed) OVER () AS is_discussed
         FROM followups_attempt t
        WHERE t.customer_id = ANY(r.ids)
          AND NOT EXISTS (SELECT 1 FROM followups_attemptundo u WHERE u.attempt_id = t.id)
          AND NOT EXISTS (SELECT 1 FROM followups_attemptbelonging b
                           WHERE b.attempt_id = t.id AND b.customer_id <> t.customer_id)
        ORDER BY t.at DESC LIMIT 1) a ON true
  LEFT JOIN LATERAL (
       SELECT array_agg(f.text ORDER BY f.noted_at DESC, f.id DESC) AS texts,
              array_agg(timezone(%(zone)s, f.noted_at)::date
                        ORDER BY f.noted_at DESC, f.id DESC) AS days,
              array_agg(f.about ORDER BY f.noted_at DESC, f.id DESC) AS abouts,
              array_agg(f.confirmed_on ORDER BY f.noted_at DESC, f.id DESC) AS confirmed
         FROM customers_personalfact f
        WHERE f.customer_id = ANY(r.ids) AND f.over = '') p ON true
  LEFT JOIN LATERAL (
       SELECT jsonb_agg(jsonb_build_array(o.id, o.item, o.department, o.status, o.promised_on,
                        o.told_on, o.made_on, o.word, timezone(%(zone)s, o.word_at)::date,
                        o.owed_by, o.kind, o.uses, o.used, o.is_safety,
                        o.is_asked)
                        ORDER BY o.is_safety DESC, o.promised_on NULLS LAST, o.id) AS owes
         FROM deliveries_weowe o
        WHERE o.customer_id = ANY(r.ids) AND o.status IN ('open', 'ready')) w ON true
 WHERE c.id = ANY(%(ids)s)
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
    kind: str = "item"
    uses: int | None = None
    used: int = 0
    is_safety: bool = False
    is_asked: bool = False

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
            is_asked=self.is_asked,
            is_perk=self.kind == "perk",
            uses=self.uses,
            used=self.used,
        )


@dataclass(slots=True)
class Known:
    """What is on file about one customer, besides the sale."""

    owes: list[OpenWeOwe] = field(default_factory=list)
    personal: list[PersonalFact] = field(default_factory=list)
    last: LastAttempt | None = None
    voicemails: int = 0
    is_csi_discussed: bool = False
    more: More = NOTHING_MORE


def known_about(customer_ids: Collection[int], store: Store) -> dict[int, Known]:
    """What is known per customer id, with days as this store has them; one query whatever their
    number."""
    found = {pk: Known() for pk in customer_ids}
    rows = read(PEOPLE, {"ids": list(found), "zone": store.time_zone, "store": store.pk})
    for customer_id, outcome, made_on, note, voicemails, is_discussed, texts, *more in rows:
        days, owes, abouts, confirmed, parted_on, *rest = more
        known = found[customer_id]
        known.more = more_of(*rest)
        if outcome is not None:
            known.last = LastAttempt(outcome, made_on, note)
            known.voicemails, known.is_csi_discussed = voicemails, is_discussed
        if texts:
            items = map(FamilyItem, count(), abouts, days, confirmed)
            shown = shown_facts(items, parted_on)
            known.personal.extend(PersonalFact(texts[n], days[n]) for n in shown)
        if owes:
            known.owes.extend(_owed(values) for values in json.loads(owes))
    return found


def _owed(values: list[Any]) -> OpenWeOwe:
    pk, item, department, status, promised_on, told_on, made_on, word, word_on, *rest = values
    days = [day_of(text) for text in (promised_on, told_on, word_on)]
    made = date.fromisoformat(made_on)
    return OpenWeOwe(pk, item, department, status, days[0], days[1], made, word, days[2], *rest)
