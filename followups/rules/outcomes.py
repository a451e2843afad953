"""What can happen on a contact, and what it does to the follow-ups that it answers.

After a try a follow-up is closed or due on a later day: nothing stays behind, tried and forgotten.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from types import MappingProxyType
from typing import Literal

from dealerfollow.lib.workdays import WorkCalendar
from followups.rules.cadence import Channel
from followups.rules.tries import (
    DEFAULT_LADDER,
    Ladder,
    NotReached,
    PartOfDay,
    Try,
    next_try,
)

StopScope = Literal["sales", "everything"]
Answerer = Literal["customer", "co_buyer", "someone_else"]
"""Who was talked with: the customer, a co-buyer on the deal, or anybody else (edge case 68)."""
STOP_SCOPES: tuple[StopScope, ...] = ("sales", "everything")
SERVICE_KINDS = frozenset({"promise", "call_back", "heat", "plates"})
"""Contacts that the customer is owed: a stop of sales calls leaves them (edge case 60)."""
WRONG_NUMBER = frozenset({"wrong_number", "stranger_stopped"})
"""Somebody else has the number now; a stranger may also ask never to be rung (edge case 63)."""
STOPS_STAY = frozenset({"asked_to_stop", "stranger_stopped"})
"""Logged by mistake they are corrected in words, never undone (edge case 64)."""
NEVER_UNDONE = STOPS_STAY | {"died"}
"""Nor is a death (edge case 70): the managers have been told."""
ON_PAPER = ("spoke", "voicemail", "no_answer", "texted", "wrong_number", "someone_else")
"""What the call sheet has a box for, and what is typed in from it."""
WRITTEN_ON_PAPER: Mapping[Literal["email", "letter"], str] = MappingProxyType(
    {"email": "emailed", "letter": "sent"}
)
"""The boxes of who is written to: where no call is allowed, or none is due."""
GREETING_KINDS = frozenset({"birthday", "anniversary"})
"""A greeting is made when it is sent; nobody has to answer it."""

ONE_DAY_KINDS = frozenset({"birthday"})
"""A day later is no birthday: nobody answered on the day, so it is tried again in a later part of
it, or not at all."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """One outcome: the channel it happened on, and whether the customer was talked with."""

    code: str
    channel: Channel
    is_conversation: bool = False


OUTCOMES: Mapping[str, Outcome] = MappingProxyType(
    {
        outcome.code: outcome
        for outcome in (
            Outcome("spoke", "phone", is_conversation=True),
            Outcome("voicemail", "phone"),
            Outcome("no_answer", "phone"),
            Outcome("wrong_number", "phone"),
            Outcome("someone_else", "phone"),
            Outcome("call_back", "phone", is_conversation=True),
            Outcome("stranger_stopped", "phone"),
            Outcome("asked_to_stop", "phone", is_conversation=True),
            Outcome("texted", "text"),
            Outcome("text_answered", "text", is_conversation=True),
            Outcome("emailed", "email"),
            Outcome("email_answered", "email", is_conversation=True),
            Outcome("sent", "letter"),
            Outcome("met", "in_person", is_conversation=True),
            Outcome("moved", "phone", is_conversation=True),
            Outcome("bought_elsewhere", "phone", is_conversation=True),
            Outcome("died", "phone"),
        )
    }
)

NEWS_OF_LIFE = ("moved", "bought_elsewhere", "died")
"""What one hears about them, whatever the channel: each asks for something of its own."""

OUTCOMES_BY_CHANNEL: Mapping[Channel, tuple[str, ...]] = MappingProxyType(
    {
        "phone": (
            "spoke",
            "voicemail",
            "no_answer",
            "texted",
            "wrong_number",
            "call_back",
            "someone_else",
            "emailed",
            "met",
            *NEWS_OF_LIFE,
            "stranger_stopped",
            "asked_to_stop",
        ),
        "text": (
            "texted",
            "text_answered",
            "spoke",
            "call_back",
            "wrong_number",
            *NEWS_OF_LIFE,
            "asked_to_stop",
        ),
        "email": (
            "emailed",
            "email_answered",
            "spoke",
            "call_back",
            *NEWS_OF_LIFE,
            "asked_to_stop",
        ),
        "letter": ("sent", "emailed", "spoke", *NEWS_OF_LIFE, "asked_to_stop"),
        "in_person": ("met", "spoke", "no_answer", "call_back", *NEWS_OF_LIFE, "asked_to_stop"),
    }
)
"""What the card of a follow-up on that channel offers, the likeliest first."""

DIGITS: Mapping[str, str] = MappingProxyType(
    {
        "spoke": "1",
        "voicemail": "2",
        "no_answer": "3",
        "texted": "4",
        "emailed": "4",
        "sent": "4",
        "wrong_number": "5",
        "other": "6",
        "text_answered": "9",
        "email_answered": "9",
        "met": "0",
    }
)
"""The digit of an outcome, the same on every card: who has learned 3 for "no answer" never says
"spoke" with it. 4 is that we wrote, 9 that they wrote back; 7 and 8 are what they were told."""


def digits_of(offered: Iterable[str]) -> dict[str, str]:
    """The digits of a card that offers these; of two that share one, the first has it."""
    taken: dict[str, str] = {}
    for code in offered:
        if code in DIGITS:
            taken.setdefault(DIGITS[code], code)
    return {code: digit for digit, code in taken.items()}


@dataclass(frozen=True, slots=True, kw_only=True)
class Contact:
    """What the log says happened; day and part of the day in the store's time. `entered_on`: the
    day on which it was entered, when that was later."""

    outcome: str
    made_on: date
    part: PartOfDay
    is_inbound: bool = False
    call_back_on: date | None = None
    stop_scope: StopScope | None = None
    answered_by: Answerer = "customer"
    entered_on: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Ticked:
    """A follow-up that the contact answers; `tries` are its earlier tries that reached nobody.

    `deadline_on` is the last day that still comes before the survey; `only_on` the one day on which
    a greeting makes sense. `needs_its_owner`: made by
    somebody else (the BDC) in a store where that does not satisfy the owner's own call.
    """

    follow_up_id: int
    kind: str
    channel: Channel
    tries: tuple[Try, ...] = ()
    deadline_on: date | None = None
    only_on: date | None = None
    needs_its_owner: bool = False


@dataclass(frozen=True, slots=True)
class Ending:
    """A follow-up that closes: the state it ends in, and why."""

    follow_up_id: int
    state: Literal["done", "not_reached", "stopped"]
    reason: str


@dataclass(frozen=True, slots=True)
class Move:
    """A follow-up that stays open and is due again; `part` and `by` advise, they bind nobody."""

    follow_up_id: int
    due_on: date
    reason: str
    part: PartOfDay | None = None
    by: Literal["phone", "text_or_email"] = "phone"
    may_leave_voicemail: bool = True


@dataclass(frozen=True, slots=True)
class Effects:
    """Everything that a log changes. `tried` names the follow-ups for which it counts as a try."""

    endings: tuple[Ending, ...] = ()
    moves: tuple[Move, ...] = ()
    tried: tuple[int, ...] = ()
    is_conversation: bool = False
    is_voicemail: bool = False
    marks_number_wrong: bool = False
    blocks_number: bool = False
    stop_scope: StopScope | None = None
    records_death: bool = False


def is_conversation(contact: Contact) -> bool:
    """Was the customer talked with? A text or e-mail *from* the customer is an answer.

    A co-buyer on the deal is as good; with anybody else it was only a try (edge case 68).
    """
    if contact.answered_by == "someone_else":
        return False
    outcome = OUTCOMES[contact.outcome]
    return outcome.is_conversation or (
        contact.is_inbound and outcome.code in ("texted", "emailed", "sent")
    )


def ends_by_stop(kind: str) -> bool:
    """Does a stop end an open follow-up of this kind? What we owe them outlives every one: a stop
    of sales contact leaves the call (edge case 60), one of everything a letter (59)."""
    return kind not in SERVICE_KINDS


def effects_of(
    contact: Contact,
    ticked: Iterable[Ticked],
    *,
    calendar: WorkCalendar,
    ladder: Ladder = DEFAULT_LADDER,
    can_write: bool = False,
    has_another_number: bool = False,
) -> Effects:
    """What the contact does to the ticked follow-ups; those not ticked stay as they are.

    `can_write`: the last try may be a text or e-mail. Expects a contact that `problems_with`
    accepts. Raises KeyError for an unknown outcome, NeverOpenError for a store that never opens.
    """
    talked = is_conversation(contact)
    if contact.is_inbound and not talked:
        return Effects()  # the customer rang and met a voicemail or nobody: no try of ours
    follow_ups = tuple(ticked)
    results = [
        _effect(contact, follow_up, calendar, ladder, can_write, has_another_number)
        for follow_up in follow_ups
    ]
    return Effects(
        endings=tuple(result for result in results if isinstance(result, Ending)),
        moves=tuple(result for result in results if isinstance(result, Move)),
        tried=tuple(f.follow_up_id for f in follow_ups if not f.needs_its_owner),
        is_conversation=talked,
        is_voicemail=contact.outcome == "voicemail",
        marks_number_wrong=contact.outcome in WRONG_NUMBER,
        blocks_number=contact.outcome == "stranger_stopped",
        stop_scope=_stop_scope(contact),
        records_death=contact.outcome == "died",
    )


def _stop_scope(contact: Contact) -> StopScope | None:
    """A stop without a scope is taken at its widest. It binds whoever asked (edge case 68)."""
    if contact.outcome != "asked_to_stop":
        return None
    return contact.stop_scope or "everything"


def _effect(
    contact: Contact,
    follow_up: Ticked,
    calendar: WorkCalendar,
    ladder: Ladder,
    can_write: bool,
    has_another_number: bool,
) -> Ending | Move | None:
    key = follow_up.follow_up_id
    tomorrow = calendar.open_day_after(contact.made_on)
    scope = _stop_scope(contact)
    if contact.outcome == "died":  # what is owed remains, and becomes the manager's
        ends = ends_by_stop(follow_up.kind)
        return Ending(key, "stopped", "died") if ends else Move(key, tomorrow, "died")
    if scope is not None and contact.answered_by != "customer":
        if follow_up.needs_its_owner:
            return None
        return _after_try(contact, follow_up, calendar, ladder, can_write)
    if scope is not None:
        if ends_by_stop(follow_up.kind):
            return Ending(key, "stopped", f"asked_to_stop_{scope}")
        return Move(key, tomorrow, "promise_remains")
    if _is_asked_back(contact) and contact.call_back_on is not None:
        return Move(key, contact.call_back_on, "call_back")
    if follow_up.needs_its_owner:
        return Move(key, tomorrow, "reached_by_other") if is_conversation(contact) else None
    if is_conversation(contact):
        return Ending(key, "done", contact.outcome)
    if contact.outcome in WRONG_NUMBER:
        return Move(key, tomorrow, "other_number" if has_another_number else "find_a_number")
    if _is_made_by_sending(contact.outcome, follow_up):
        return Ending(key, "done", contact.outcome)
    return _after_try(contact, follow_up, calendar, ladder, can_write)


def _is_asked_back(contact: Contact) -> bool:
    """Only who the call is for, or bought with them, can ask for another day."""
    return contact.outcome == "call_back" and contact.answered_by != "someone_else"


def _is_made_by_sending(outcome: str, follow_up: Ticked) -> bool:
    """Decision 15: an unanswered text is a try. An e-mail or letter is owed as such, so sending it
    is making it; so is a greeting by text."""
    if outcome in ("emailed", "sent"):
        return follow_up.channel in ("email", "letter")
    is_greeting = follow_up.kind in GREETING_KINDS
    return outcome == "texted" and follow_up.channel == "text" and is_greeting


def _after_try(
    contact: Contact, follow_up: Ticked, calendar: WorkCalendar, ladder: Ladder, can_write: bool
) -> Ending | Move:
    this = Try(contact.made_on, contact.part, is_voicemail=contact.outcome == "voicemail")
    only_on = follow_up.only_on
    following = next_try(
        (*follow_up.tries, this),
        calendar=calendar,
        ladder=ladder,
        deadline_on=only_on or follow_up.deadline_on,
        can_write=can_write,
    )
    today = contact.entered_on or contact.made_on
    if isinstance(following, NotReached) or (only_on and max(following.try_on, today) > only_on):
        return Ending(follow_up.follow_up_id, "not_reached", "tries_exhausted")
    return Move(
        follow_up.follow_up_id,
        following.try_on,
        "next_try",
        part=following.part,
        by=following.by,
        may_leave_voicemail=following.may_leave_voicemail,
    )
