"""What came up on a contact: the survey, a review, a name, somebody upset."""

from dealerfollow.stores.models import User
from dealerfollow.stores.queries import fallback_owner_of, works_at
from followups.actions.heat import open_heat
from followups.actions.log_attempt.circumstances import Circumstances
from followups.actions.owners import owner_of
from followups.actions.referrals import THANK_YOU, ask_referral, give_referral
from followups.actions.reviews import ask_review
from followups.actions.surveys import discuss_survey, has_survey, record_survey
from followups.models import Attempt, CsiSurvey, FollowUp, Referral


def record_asks(attempt: Attempt, around: Circumstances) -> None:
    """Writes down each thing that came up; nothing where nothing did."""
    log = around.log
    if log.is_csi_discussed or log.surveyed is not None:
        _discuss(around)
    if log.upset is not None:
        open_heat(
            around.store,
            around.customer,
            severity=log.upset.severity,
            cause=log.upset.cause,
            words=log.upset.words,
            by=around.by,
            now=around.now,
            next_update_on=log.upset.next_on,
            delivery=around.car,
            attempt=attempt,
            recorder=around.recorder,
        )
    if log.surveyed is not None:  # after the upset: what they said of the cause stays the case's
        _survey(attempt, around)
    if log.reviewed is not None:
        for site in log.reviewed.sites:
            ask_review(
                around.store,
                around.customer,
                site=site,
                is_declined=log.reviewed.is_declined,
                delivery=around.car,
                attempt=attempt,
                by=around.by,
                today=around.today,
                now=around.now,
            )
    if log.named is not None:
        _ask_name(attempt, around)
    _thank(around)


def _discuss(around: Circumstances) -> None:
    """Of the car that the call is about, where the maker asks about it."""
    if around.car is not None and has_survey(around.car):
        discuss_survey(around.car, by=around.by, today=around.today, now=around.now)


def _survey(attempt: Attempt, around: Circumstances) -> None:
    """Where it stands; what they wrote on another day is not lost when they only said a score."""
    told, car = around.log.surveyed, around.car
    assert told is not None and car is not None  # asked for by problems_of
    known = CsiSurvey.objects.filter(delivery=car).first()
    record_survey(
        car,
        state=told.state,
        score=told.score,
        verbatim=told.words or (known.verbatim if known else ""),
        answered_on=told.answered_on,
        by=around.by,
        now=around.now,
        attempt=attempt,
        recorder=around.recorder,
    )


def _ask_name(attempt: Attempt, around: Circumstances) -> None:
    named = around.log.named
    assert named is not None
    if named.state != Referral.State.GIVEN:
        ask_referral(
            around.store,
            around.customer,
            is_declined=named.state == Referral.State.DECLINED,
            attempt=attempt,
            by=around.by,
            now=around.now,
        )
        return
    _, made = give_referral(
        around.store,
        around.customer,
        name=named.name,
        phone=named.phone,
        words=named.words,
        kind=named.kind,
        owner=_owner(around),
        calendar=around.calendar,
        attempt=attempt,
        by=around.by,
        today=around.today,
        now=around.now,
    )
    for row in made:
        around.recorder.made(row)


def _owner(around: Circumstances) -> User:
    """Who makes the calls of their car at this store; without one here whoever asked, or the
    manager for somebody who makes none here."""
    if around.car is not None and around.car.store_id == around.store.pk:
        return owner_of(around.car)
    return around.by if works_at(around.store, around.by) else fallback_owner_of(around.store)


def _thank(around: Circumstances) -> None:
    """A thank-you that was made is a name thanked for (seed 002, line 37)."""
    made = [
        row.plan_id
        for row in around.rows
        if row.kind == THANK_YOU and row.state == FollowUp.State.DONE
    ]
    if not made:
        return
    for referral in Referral.objects.filter(plans__in=made, thanked_on=None).order_by("pk"):
        around.recorder.watch([referral])
        referral.thanked_on = around.today
        referral.save(update_fields=["thanked_on"])
