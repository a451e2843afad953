"""What a log does not say: the fields of rows that its outcome does not show.

Who picked Spoke first and No answer then has told nobody a date; their half-typed promise neither
counts nor stands in the way. The stylesheet hides the same rows (static/css/log.css).
"""

from django import forms

from followups.rules.contacts import STOPS

SMALL_TALK = (
    "reason",
    "gained",
    "gained_words",
    "is_pleased",
    "is_upset",
    "heat_severity",
    "heat_cause",
    "heat_words",
    "heat_next_on",
    "heat_settled",
    "heat_again_on",
    "is_csi_discussed",
    "survey_state",
    "survey_score",
    "survey_answered_on",
    "survey_words",
    "review_sites",
    "review_declined",
    "referral",
    "referral_name",
    "referral_phone",
    "referral_words",
    "opportunity",
    "fact",
    "usage",
)
PROMISES = ("told_news", "settled", "promise_item", "promise_by", "promise_department")
NOT_TALKED_WITH = ("no_answer", "voicemail", "wrong_number", "stranger_stopped", "died")
ONLY_OURS = ("no_answer", "voicemail", "wrong_number", "stranger_stopped", "someone_else")
"""Somebody rang them. That they rang us and met nobody is logged as a contact of theirs."""


def unsaid(outcome: str) -> tuple[str, ...]:
    """The fields that say nothing with this outcome of the form, whatever arrived in them.

    What we owe outlives every stop (edge cases 59, 60): it may still be told and asked for.
    """
    names: tuple[str, ...] = ("is_inbound",) if outcome in ONLY_OURS else ()
    if outcome in NOT_TALKED_WITH:
        return (*names, *SMALL_TALK, *PROMISES)
    if outcome in STOPS:
        return SMALL_TALK
    return names


def leave_unsaid(form: forms.Form, outcome: str) -> None:
    """Empties these fields of a form that is being cleaned, with their problems."""
    names = set(unsaid(outcome))
    for name in names & form.fields.keys():
        form.cleaned_data[name] = form.fields[name].clean("")
    if "told_news" in names:  # and the dates that go with it
        names |= {name for name in form.fields if name.startswith("told_")}
    for name in names & form.errors.keys():
        del form.errors[name]
