"""The rows of the call list: every string ready, so that the template only places them.

Most of a page's cost is formatting in templates (performance.md).
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, NamedTuple

from django.utils.text import capfirst
from django.utils.translation import get_language, ngettext

from dealerfollow.stores.queries import StoreDay
from dealerfollow.web.addresses import address_of
from followups.queries.facts import facts_for, sale_of
from followups.queries.known import Known
from followups.queries.people import Staff
from followups.rules.brief import Facts, compose_brief
from followups.rules.call_list import Card, Group
from followups.words.contacts import CHANNEL_ICONS
from followups.words.days import clock, closing, minutes, short_day
from followups.words.labels import age_label, overdue_label
from followups.words.phrases import Remembered
from followups.words.phrases import phrase as _
from followups.words.reasons import title_of

MOST_MORE = 2


class Row(NamedTuple):
    """A card as the list draws it: every string is ready.

    The dial at the end of a row on a phone opens the card, where stops and hours count.
    """

    follow_up_id: int
    customer_id: int
    url: str
    name: str
    when: str
    when_tone: str
    reason: str
    has_reason: bool
    car: str
    dial_icon: str
    dial_label: str
    is_current: bool = False


@dataclass(frozen=True, slots=True)
class RowGroup:
    """A heading and its rows."""

    code: str
    label: str
    tone: str
    rows: tuple[Row, ...]
    names: tuple[str, ...] = ()  # of whom it covers

    @property
    def count(self) -> int:
        """How many cards."""
        return len(self.rows)


@dataclass(frozen=True, slots=True)
class RowMaker:
    """Turns the cards of one list into rows.

    `by_id` holds the columns read for each follow-up, `known` what is known per customer.
    """

    day: StoreDay
    by_id: Mapping[int, Mapping[str, Any]]
    known: Mapping[int, Known]
    current_customer_id: int | None
    list_url: str
    open_words: str
    used_words: str
    language: str | None

    @classmethod
    def of(
        cls,
        day: StoreDay,
        by_id: Mapping[int, Mapping[str, Any]],
        known: Mapping[int, Known],
        current_customer_id: int | None,
    ) -> "RowMaker":
        """In the language of this request, with the words that are the same in every row."""
        words = _("Open %s"), _("%(car)s, used"), get_language()
        return cls(day, by_id, known, current_customer_id, address_of("followups:today"), *words)

    def row(self, card: Card) -> Row:
        """The card's row."""
        lead = card.lead
        facts = self.by_id[lead.follow_up_id]
        reason, has_reason = _reason.in_language(self.language, self._facts(card))
        name = facts["company"] or f"{facts['first_name']} {facts['last_name']}".strip()
        car = " ".join(str(p) for p in (facts["year"], facts["model"] or facts["make"]) if p)
        if car and facts["condition"] == "used":
            car = self.used_words % {"car": car}
        if len(card.rows) > 1:
            cars = sum(due.kind == lead.kind for due in card.rows)
            car = _("%(n)d cars") % {"n": cars} if cars > 1 else car
        when, tone = self._when(card, facts)
        return Row(
            lead.follow_up_id,
            lead.customer_id,
            f"{self.list_url}{lead.follow_up_id}/",  # never changes; reverse() a row would add up
            name,
            when,
            tone,
            reason,
            has_reason,
            car,
            CHANNEL_ICONS.get(facts["channel"], "phone"),
            self.open_words % (facts["first_name"] or name),
            lead.customer_id == self.current_customer_id,
        )

    def _facts(self, card: Card) -> Facts:
        rows = [self.by_id[due.follow_up_id] for due in card.rows]
        kinds, notes = [r["kind"] for r in rows], [r["planning_note"] for r in rows]
        return facts_for(sale_of(rows), kinds, notes, self.known[card.lead.customer_id], self.day)

    def _when(self, card: Card, facts: Mapping[str, Any]) -> tuple[str, str]:
        lead, today, zone = card.lead, self.day.today, self.day.store.zone
        if card.group == "missed":
            return _("first due %(day)s") % {"day": short_day(lead.first_due_on)}, ""
        if lead.due_at is not None and lead.due_on == today:
            is_soon = lead.due_at < self.day.now + timedelta(hours=1)
            return clock(lead.due_at.astimezone(zone)), "late" if is_soon else ""
        if lead.is_overdue(today):
            return overdue_label.in_language(self.language, lead.late_since, today), "miss"
        if card.group == "early":
            return short_day(lead.due_on), ""
        age = lead.kind, facts["delivered_on"], lead.first_due_on
        return age_label.in_language(self.language, *age), ""


@Remembered
def _reason(facts: Facts) -> tuple[str, bool]:
    """The first reason in words with how many more there are, and whether it is a fact."""
    brief = compose_brief(facts)
    shown = [reason for reason in brief if reason.code != "no_fact_on_file"]
    has_fact = any(reason.is_fact for reason in shown)
    lead = shown[0] if has_fact or len(shown) == len(brief) else brief[-1]
    words = title_of(lead, facts.today)
    more = min(sum(reason.is_fact for reason in shown) - 1, MOST_MORE)
    if more > 0:
        words += ngettext(" · %(n)d more", " · %(n)d more", more) % {"n": more}
    return words, has_fact


def groups_of(
    drawn: list[tuple[Card, Row]], staff: Staff, covered: frozenset[int]
) -> tuple[RowGroup, ...]:
    """The rows under their headings, in the order of the cards."""
    found: dict[Group, list[Row]] = {}
    for card, row in drawn:
        found.setdefault(card.group, []).append(row)
    names = tuple(staff.names[u].split()[0] for u in sorted(covered) if u in staff.names)
    labels: dict[Group, str] = {
        "missed": _("Missed, yours to cover"),
        "overdue": _("Overdue"),
        "call_back": _("Call backs by time"),
        "due": _("Due today"),
        "cover": cover_words(names),
        "hours": _("For others, at the hours the customer asked for"),
        "shared": _("Split deals, yours to make too"),
        "store": _("Due at the store today"),
        "early": _("Make early, before your day off"),
    }
    return tuple(
        RowGroup(
            code,
            labels[code],
            "miss" if code in ("missed", "overdue") else "",
            tuple(rows),
            names if code == "cover" else (),
        )
        for code, rows in found.items()
    )


def cover_words(names: Iterable[str]) -> str:
    """ "For Sam, Ana, off today"."""
    return _("For %(names)s, off today") % {"names": ", ".join(names)}


def left_words(left: int, day: StoreDay) -> str:
    """ "7 left, about 35 min · open till 8 PM": is there time for them?"""
    need = left * day.store.minutes_a_call
    words = need_words(left, need)
    closes = day.closes_at
    if not words or closes is None:
        return words
    local = day.now.astimezone(day.store.zone)
    remaining = int((datetime.combine(day.today, closes, local.tzinfo) - local).total_seconds())
    if remaining <= 0:
        return words
    if remaining < need * 60:
        return _("%(left)s · %(time)s till closing") % {
            "left": words,
            "time": minutes(remaining // 60),
        }
    return _("%(left)s · open till %(time)s") % {"left": words, "time": closing(closes)}


def need_words(left: int, need: int) -> str:
    """ "7 left, about 35 min"; "" for none."""
    if not left:
        return ""
    words = ngettext("%(n)d left, about %(time)s", "%(n)d left, about %(time)s", left)
    return words % {"n": left, "time": minutes(need)}


def more_words(held_back: int, snoozed: int, done: int) -> str:
    """ "12 more can wait, 1 snoozed": what is not on the list, "" when everything is."""
    parts = []
    if held_back:
        parts.append(
            ngettext("%(n)d more can wait", "%(n)d more can wait", held_back) % {"n": held_back}
        )
    if snoozed:
        parts.append(ngettext("%(n)d snoozed", "%(n)d snoozed", snoozed) % {"n": snoozed})
    if done and parts:
        parts.append(ngettext("%(n)d logged", "%(n)d logged", done) % {"n": done})
    return capfirst(", ".join(parts))
