"""What a try that reaches nobody leads to, said on the card before it is made."""

from django.utils.translation import gettext as _

from dealerfollow.stores.queries import StoreDay
from followups.models import FollowUp
from followups.queries.card_parts import NextTry
from followups.queries.reach import Reach
from followups.queries.tries import ticked
from followups.rules.lawful_days import days_for
from followups.rules.outcomes import Contact, Ending, effects_of
from followups.rules.tries import Try, part_of_day
from followups.words.days import near_day


def next_tries_words(
    lead: FollowUp, tries: tuple[Try, ...], day_: StoreDay, reach: Reach, *, is_apart: bool
) -> tuple[NextTry, ...]:
    """What No answer and Left voicemail lead to, from the same rule that the log asks."""
    local = day_.now.astimezone(day_.store.zone)
    calendar = days_for(day_.calendar, lead.customer.state, lead.channel, day_.today)
    one = ticked(lead, tries, day_.store, calendar, needs_its_owner=is_apart)
    found = []
    for outcome in ("no_answer", "voicemail"):
        contact = Contact(outcome=outcome, made_on=day_.today, part=part_of_day(local))
        effects = effects_of(contact, [one], calendar=calendar, can_write=reach.can_write)
        if effects.endings:
            found.append(_last_try(outcome, effects.endings[0]))
        elif effects.moves:
            move = effects.moves[0]
            title = _("Next try %(day)s") % {"day": near_day(move.due_on, day_.today)}
            found.append(NextTry(outcome, title, _part_words(move.part, move.by)))
        else:
            title = _("%(name)s’s own call stays due") % {"name": lead.owner.first_name}
            found.append(NextTry(outcome, title, _("Yours is kept beside it.")))
    return tuple(found)


def _last_try(outcome: str, ending: Ending) -> NextTry:
    if ending.state == "not_reached":
        return NextTry(
            outcome,
            _("That is the last try"),
            _("Closed as tried, not reached. The next one comes."),
        )
    return NextTry(outcome, _("That closes it"), "")


def _part_words(part: str | None, by: str) -> str:
    if by == "text_or_email":
        return _("The last one: by text or e-mail.")
    words = {
        "morning": _("In the morning, a time of day not tried yet."),
        "afternoon": _("In the afternoon, a time of day not tried yet."),
        "evening": _("In the evening, when people are home."),
    }
    return words.get(part or "", "")
