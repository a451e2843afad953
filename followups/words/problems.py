"""Why something was not saved, next to the field it is about."""

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext_lazy as _

from followups.words.heat import PROBLEMS as HEAT_PROBLEMS
from followups.words.surveys import SURVEY_PROBLEMS

PROBLEMS: Mapping[str, Any] = {
    **HEAT_PROBLEMS,
    **SURVEY_PROBLEMS,
    "outcome_required": _("Pick what happened."),
    "unknown_outcome": _("Pick one of the outcomes."),
    "channel_stopped": _(
        "They asked not to be contacted this way. If they contacted you, tick “They contacted us”."
    ),
    "made_in_the_future": _("This lies in the future."),
    "made_too_long_ago": _("A call can be entered until two working days after it."),
    "reason_required": _("Say why the call was worth their time."),
    "empty_reason": _(
        "“Just checking in” gives them nothing. Name one thing that is worth their time: news "
        "about what we owe, the first service, an answer, something they told you."
    ),
    "same_reason": _("They were called with this reason already. Give another one."),
    "call_back_required": _("On which day do they want the call?"),
    "call_back_in_the_past": _("That day has passed."),
    "closed_day_needs_a_person": _(
        "The store is closed that day. Offer an open day, or name who calls."
    ),
    "person_unknown": _("Pick somebody who works at the store."),
    "number_required": _("Which number did you call? Only that one is taken off."),
    "scope_required": _("Sales calls only, or any contact?"),
    "told_in_the_past": _("That day has passed."),
    "told_which": _("Which date is it now? Or say that they have it."),
    "promise_past_due": _("A promise is past its date. Say which new date you told them."),
    "all_good_past_due": _(
        "A promise of ours is past its date. "
        "Say which new date you told them, or that they have it."
    ),
    "settled_and_upset": _("Settled and upset at once? Take one of the two out."),
    "settled_without_a_talk": _("They say so themselves. Take it out, or pick how they answered."),
    "heat_cause_required": _("What is it about?"),
    "referral_name_required": _("Who is it?"),
    "referral_phone_required": _("Which number do they answer?"),
    "referral_is_themself": _("That is their own name and number."),
    "referral_not_lawful": _("They asked for no sales contact: no name is asked for here."),
    "elsewhere_reason_required": _("What decided it? “They did not say” is an answer too."),
    "moved_where": _("Where to? The state or the ZIP code tells when they may be called."),
    "promise_needs_item": _("What do we owe them?"),
    "promise_needs_day": _("By when?"),
    "promise_in_the_past": _("That day has passed."),
    "key_required": _("This page is too old. Open the card again; what you wrote is kept."),
    "time_without_day": _("Pick the day too."),
    "snoozed_enough": _("It was put off three times. Make the call, or ask your manager."),
    "until_required": _("Until when?"),
    "day_required": _("Pick a day."),
    "day_out_of_reach": _("Pick a day within two weeks."),
    "day_closed": _("The store is closed that day."),
    "words_required": _("Say why in a few words."),
    "already_closed": _("It is closed already."),
    "not_on_your_list": _("It is not on your list."),
    "no_manager": _("There is no manager to give it to."),
    "not_yours": _("Only who logged it can undo it."),
    "stop_stays": _("A request to stop stays. A mistake is corrected in words by a manager."),
    "death_stays": _("They died, and nobody contacts them. This stays as it is."),
    "notice_left": _("A mail about it has left, so it stays. Correct it on the customer’s page."),
    "day_is_over": _("The day is over and counted. A manager can correct it."),
    "later_attempt": _("Somebody has logged something after it."),
    "changed_since": _("It has changed since, so it cannot be undone exactly."),
}


def problem_words(code: str) -> str:
    """The sentence for a problem code."""
    return str(PROBLEMS.get(code, code))
