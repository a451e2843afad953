"""What happened around a customer that the caller must know first: reached, rung, tried enough."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from customers.models import Customer
from dealerfollow.stores.models import User
from dealerfollow.stores.queries import StoreDay
from followups.models import FollowUp
from followups.queries.card_parts import Words
from followups.queries.card_reads import PastAttempt
from followups.queries.ringing import Hush
from followups.rules.budget import MOST_TRIES
from followups.words.days import clock, day, moment, near_day


@dataclass(frozen=True)
class Quiet:
    """Why nobody makes this household's phone ring now, though the law would let them.

    `closed` and `sub` stand on the button, `banner` over the card; all empty when it may ring.
    """

    closed: str = ""
    sub: str = ""
    banner: Words | None = None

    def __bool__(self) -> bool:
        """Whether there is such a reason."""
        return bool(self.closed)


def quiet_for(hush: Hush | None, day_: StoreDay) -> Quiet:
    """The reason not to ring them in words, for the button and over the card."""
    if hush is None:
        return Quiet()
    if hush.code == "household_rung":
        return _one_a_day(hush, day_)
    if hush.code == "budget_used_up":
        return _tried_enough(hush, day_)
    sub = _("One ring a day: yours %(day)s") % {"day": _next_open(day_)}
    return Quiet(_("Reached today by %(name)s") % {"name": hush.by}, sub)


def _one_a_day(hush: Hush, day_: StoreDay) -> Quiet:
    assert hush.at is not None
    time = clock(hush.at.astimezone(day_.store.zone))
    said = {"by": hush.by, "name": hush.name, "time": time}
    words = _("One ring a day in a household. This one is due %(day)s.")
    return Quiet(
        _("%(name)s was called today") % said,
        _("One ring a day: due %(day)s") % {"day": _next_open(day_)},
        Words(
            _("%(by)s called %(name)s today, %(time)s") % said, words % {"day": _next_open(day_)}
        ),
    )


def _tried_enough(hush: Hush, day_: StoreDay) -> Quiet:
    assert hush.opens_at is not None
    local = hush.opens_at.astimezone(day_.store.zone)
    said = {"n": MOST_TRIES, "when": f"{day(local.date())}, {clock(local)}"}
    return Quiet(
        _("%(n)s tries in 7 days") % said,
        _("Opens %(when)s") % said,
        Words(
            _("%(n)s tries in 7 days, no answer") % said,
            _("Write instead, or call from %(when)s on. A promise may still be told.") % said,
        ),
    )


def reached_by_other(
    lead: FollowUp, attempts: Sequence[PastAttempt], user: User
) -> PastAttempt | None:
    """The talk of somebody else that left this person's own call owed (edge case 72)."""
    if lead.bdc_tried_on is None or lead.owner_id != user.pk:
        return None
    talk = next((a for a in attempts if a.is_talk), None)
    if talk is None or talk.by_id == user.pk or talk.made_on > lead.bdc_tried_on:
        return None
    return talk


def banners_of(
    customer: Customer, reached: PastAttempt | None, quiet: Quiet, day_: StoreDay
) -> tuple[Words, ...]:
    """Over the card, in the order in which they matter."""
    found = []
    if reached is not None:
        found.append(_reached_words(customer, reached, day_))
    if quiet.banner is not None:
        found.append(quiet.banner)
    return tuple(found)


def _reached_words(customer: Customer, talk: PastAttempt, day_: StoreDay) -> Words:
    title = _("%(by)s reached %(name)s %(when)s") % {
        "by": talk.by_name,
        "name": customer.short_name,
        "when": moment(talk.at, day_.now, day_.store.zone),
    }
    parts = []
    if talk.made_on == day_.today:
        parts.append(_("Your own call is not due before %(day)s.") % {"day": _next_open(day_)})
    else:
        parts.append(_("Your own call is still owed."))
    if talk.reason:
        words = _("They called about “%(reason)s”: give another reason.")
        parts.append(words % {"reason": talk.reason})
    return Words(title, " ".join(parts))


def _next_open(day_: StoreDay) -> str:
    return near_day(day_.calendar.open_day_after(day_.today), day_.today)
