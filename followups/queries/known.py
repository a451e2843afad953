"""What the brief needs to know about customers: promises, contacts, personal facts, open cases."""

import json
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from customers.rules.household import FamilyItem, shown_facts
from dealerfollow.stores.models import Store
from dealerfollow.tenancy.prepared import read
from followups.queries.known_sql import KNOWN
from followups.rules.brief import (
    Answer,
    Heat,
    LastAttempt,
    PersonalFact,
    Question,
    Survey,
    WeOweFact,
)


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

    how_they_use_it: str = ""
    serviced_on: date | None = None
    born_on: date | None = None
    voicemails: int = 0  # since the last talk
    is_csi_discussed: bool = False
    last: LastAttempt | None = None
    last_talk: LastAttempt | None = None
    family: list[tuple[PersonalFact, FamilyItem]] = field(default_factory=list)
    parted_on: date | None = None
    owes: list[OpenWeOwe] = field(default_factory=list)
    heat: Heat | None = None
    surveys: Mapping[int, Survey] = field(default_factory=dict)  # by delivery
    reviewed_on: date | None = None  # the last time that a review was asked for, posted or refused
    thanks: tuple[tuple[str, date], ...] = ()
    asked: tuple[Question, ...] = ()  # of this store's desks, not answered yet
    answers: tuple[Answer, ...] = ()

    @property
    def personal(self) -> list[PersonalFact]:
        """The personal facts that may still be mentioned, newest first (edge case 69)."""
        if not self.family:
            return []
        shown = set(shown_facts((item for _fact, item in self.family), self.parted_on))
        return [fact for fact, item in self.family if item.key in shown]


def known_about(customer_ids: Collection[int], store: Store) -> dict[int, Known]:
    """What is known per customer id, with days as this store has them; one query whatever their
    number."""
    found = {pk: Known() for pk in customer_ids}
    asked = {"ids": list(found), "zone": store.time_zone, "store": store.pk}
    for what, customer_id, value in read(KNOWN, asked):
        NOTED[what](found[customer_id], json.loads(value))
    return found


def _note_self(known: Known, value: list[Any]) -> None:
    use, serviced_on, born_on = value
    known.how_they_use_it, known.serviced_on, known.born_on = use, _day(serviced_on), _day(born_on)


def _note_attempts(known: Known, value: list[Any]) -> None:
    known.voicemails, known.is_csi_discussed, last, talk = value
    known.last, known.last_talk = _attempt(last), _attempt(talk)


def _note_personal(known: Known, value: list[Any]) -> None:
    for key, (text, noted, about, confirmed) in enumerate(value):
        noted_on = date.fromisoformat(noted)
        item = FamilyItem(key, about, noted_on, _day(confirmed))
        known.family.append((PersonalFact(text, noted_on), item))


def _note_parted(known: Known, value: str) -> None:
    known.parted_on = _day(value)


def _note_owes(known: Known, value: list[list[Any]]) -> None:
    for row in value:
        pk, item, department, status, promised_on, told_on, made_on, word, word_on, *rest = row
        days = _day(promised_on), _day(told_on), date.fromisoformat(made_on)
        known.owes.append(
            OpenWeOwe(pk, item, department, status, *days, word, _day(word_on), *rest)
        )


def _note_heat(known: Known, value: list[Any]) -> None:
    cause, state, update_on, opened_on, owner = value
    known.heat = Heat(cause, state, _day(update_on), date.fromisoformat(opened_on), owner)


def _note_surveys(known: Known, value: list[list[Any]]) -> None:
    known.surveys = {
        delivery_id: Survey(state, score, _day(discussed_on), _day(answered_on))
        for delivery_id, state, score, discussed_on, answered_on in value
    }


def _note_reviewed(known: Known, value: str) -> None:
    known.reviewed_on = _day(value)


def _note_thanks(known: Known, value: list[list[str]]) -> None:
    known.thanks = tuple((name, date.fromisoformat(on)) for name, on in value)


def _note_questions(known: Known, value: list[list[Any]]) -> None:
    asked, answers = [], []
    for department, answer, by, asked_on, answered_by, answered_on in value:
        if answered_on is None:
            asked.append(Question(department, by, date.fromisoformat(asked_on)))
        else:
            on = date.fromisoformat(answered_on)
            answers.append(Answer(department, answer, answered_by, on))
    known.asked, known.answers = tuple(asked), tuple(answers)


NOTED: Mapping[str, Callable[[Known, Any], None]] = {
    "self": _note_self,
    "attempts": _note_attempts,
    "personal": _note_personal,
    "parted": _note_parted,
    "owes": _note_owes,
    "heat": _note_heat,
    "surveys": _note_surveys,
    "reviewed": _note_reviewed,
    "thanks": _note_thanks,
    "questions": _note_questions,
}
"""How each branch of the statement is read."""


def _attempt(value: list[str] | None) -> LastAttempt | None:
    return LastAttempt(value[0], date.fromisoformat(value[1]), value[2]) if value else None


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None
