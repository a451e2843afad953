"""What comes of a demo call, and what the seller writes down."""

from datetime import date
from random import Random
from uuid import UUID

from dealerfollow.demo import words
from dealerfollow.demo.came_up import came_up_of
from dealerfollow.demo.cards import DemoCard
from dealerfollow.lib.workdays import WorkCalendar
from followups.actions import LogDetails
from followups.models import FollowUp

OUTCOMES = {"spoke": 46, "voicemail": 26, "no_answer": 22, "texted": 6}
WRITTEN = {"email": "emailed", "letter": "sent", "text": "texted"}


def outcome_of(rng: Random, row: FollowUp) -> str:
    """How it went: what is written is sent, a call may reach somebody."""
    return WRITTEN.get(row.channel) or rng.choices(list(OUTCOMES), list(OUTCOMES.values()))[0]


def log_of(
    rng: Random,
    row: FollowUp,
    card: DemoCard,
    outcome: str,
    *,
    today: date,
    calendar: WorkCalendar,
) -> LogDetails:
    """The log of that outcome on `today`: with a note, what they gained and what came up when
    somebody was reached."""
    shown = card.shown(row.due_on)
    spoke = outcome == "spoke"
    return LogDetails(
        key=UUID(int=rng.getrandbits(128), version=4),
        shown=shown,
        ticked=shown,
        seen=card.seen,
        outcome=outcome,
        reason_codes=(row.kind,),
        note=rng.choice(words.NOTES) if spoke else "",
        gained=(rng.choice(words.GAINS),) if spoke else (),
        is_csi_discussed=spoke and row.condition == "new" and row.kind == "post_sale",
        **(came_up_of(rng, row, today, calendar) if spoke else {}),
    )
