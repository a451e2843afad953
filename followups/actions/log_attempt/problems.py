"""What is wrong with a log that arrived, and why it cannot be saved."""

from customers.queries import stops_of
from customers.rules.contactability import CHANNELS, Purpose
from customers.rules.matching import is_their_name
from dealerfollow.stores.queries import outage_days
from deliveries.rules.we_owe import counted_day
from followups.actions.log_attempt.circumstances import Circumstances
from followups.actions.log_attempt.details import LogRefused
from followups.actions.referrals import known_as
from followups.actions.surveys import has_survey
from followups.models import CsiSurvey
from followups.queries.heat_day import heat_day
from followups.rules.answer_problems import SurveyAnswer, heat_problems, survey_problems
from followups.rules.ask_problems import AskEntry, ask_problems
from followups.rules.asks import may_give_a_name
from followups.rules.call_backs import next_slot
from followups.rules.claimed_time import problem_with_time
from followups.rules.heat import problem_with_update
from followups.rules.log_problems import PromiseState, problems_with
from followups.rules.outcomes import OUTCOMES, SERVICE_KINDS, WRONG_NUMBER, is_conversation


def problems_of(around: Circumstances) -> dict[str, str]:
    """The problem of each field, as a code; nothing where the log can be saved."""
    problems = problems_with(
        around.log.as_entry(around.today, call_back_on=around.call_back_on),
        today=around.entered_on,
        calendar=around.days,
        promises=_promises(around),
        stopped_channels=_stopped_channels(around),
    )
    problems |= ask_problems(_asked(around)) | _of_the_answers(around) | _of_the_word(around)
    return problems | _of_the_time(around) | _of_the_people(around) | _of_the_number(around)


def refusal_of(around: Circumstances, problems: dict[str, str]) -> LogRefused:
    """Why it cannot be saved; with the next open slot to offer while they are on the phone."""
    day, offer = around.log.call_back_on, None
    if problems.get("call_back_on") == "closed_day_needs_a_person" and day is not None:
        zones = {"customer_zone": around.zone, "store_zone": around.store.zone}
        offer = next_slot(day, around.log.call_back_at, calendar=around.days, **zones)
    return LogRefused(problems, offer=offer)


def _asked(around: Circumstances) -> AskEntry:
    """What came up, as the rule of its problems asks for it."""
    log, named, moved = around.log, around.log.named, around.log.moved
    return AskEntry(
        outcome=log.outcome,
        is_upset=log.upset is not None,
        cause=log.upset.cause if log.upset else "",
        referral=named.state if named else "",
        referral_name=named.name if named else "",
        referral_phone=named.phone if named else "",
        is_sales_lawful=named is None or may_give_a_name(around.contact_facts, around.now),
        is_themself=_is_themself(around),
        elsewhere_reason=log.elsewhere.reason if log.elsewhere else "",
        moved_state=moved.state if moved else "",
        moved_postal_code=moved.postal_code if moved else "",
        is_car_sold=moved.is_car_sold if moved else False,
    )


def _of_the_answers(around: Circumstances) -> dict[str, str]:
    """What was said of the survey and of a heat case; nothing is asked when neither came up."""
    log, problems = around.log, {}
    if log.heat_settled or log.heat_next_on:
        problems = heat_problems(
            is_settled=log.heat_settled,
            is_upset=log.upset is not None,
            is_conversation=log.outcome in OUTCOMES and is_conversation(around.contact),
            again_on=log.heat_next_on,
            today=around.entered_on,
            calendar=around.calendar,
        )
    if log.surveyed is None:
        return problems
    if around.car and around.car.store_id != around.store.pk:
        return problems | {"survey_state": "survey_elsewhere"}
    car = around.car if around.car and has_survey(around.car) else None
    answered = CsiSurvey.objects.filter(delivery=car, state=CsiSurvey.State.ANSWERED)
    told = SurveyAnswer(
        state=log.surveyed.state,
        score=log.surveyed.score,
        answered_on=log.surveyed.answered_on,
        delivered_on=car.delivered_on if car else None,
        is_answered=car is not None and answered.exists(),
    )
    return problems | survey_problems(told, around.today)


def _is_themself(around: Circumstances) -> bool:
    """The name and number given are their own: with every accent or without, or as somebody known
    is found (decision 9)."""
    named, customer = around.log.named, around.customer
    if named is None or not named.phone:
        return False
    if named.phone in around.on_file.right_numbers() and is_their_name(
        named.name, customer.first_name, customer.name
    ):
        return True
    known = known_as(around.store, named.name, named.phone)
    return known is not None and known.pk == customer.pk


def _of_the_time(around: Circumstances) -> dict[str, str]:
    """What is wrong with the time that was entered; nothing is asked when none was."""
    if not around.is_claimed:
        return {}
    code = problem_with_time(
        around.local,
        around.now.astimezone(around.store.zone),
        calendar=around.calendar,
        outages=outage_days(around.today, around.entered_on),
    )
    return {"made_at": code} if code else {}


def _of_the_word(around: Circumstances) -> dict[str, str]:
    """A day on which a newly upset customer hears again that cannot be kept, as on the page of a
    case; nothing where it is left to the rule."""
    on = around.log.upset.next_on if around.log.upset else None
    if on is None:
        return {}
    day = heat_day(around.store, around.now)
    code = problem_with_update(on, day.today, day.calendar)
    return {"heat_next_on": code} if code else {}


def _of_the_people(around: Circumstances) -> dict[str, str]:
    """Whoever is named for a call back works here; whoever answered is known."""
    other = around.log.answered_by
    if other not in (None, around.customer.pk) and around.answerer is None:
        return {"answered_by": "person_unknown"}
    named = around.log.call_back_by
    is_known = named is None or named in around.staff.names
    return {} if is_known else {"call_back_by": "person_unknown"}


def _of_the_number(around: Circumstances) -> dict[str, str]:
    """What is said of a number blocks it in the whole group: of several it is asked which, when
    Call was not pressed (edge cases 62 and 63)."""
    known = around.on_file.right_numbers()
    if around.log.outcome not in WRONG_NUMBER or len(known) < 2:
        return {}
    is_told = around.tapped_at is not None or around.log.number in known
    return {} if is_told else {"number": "number_required"}


def _promises(around: Circumstances) -> tuple[PromiseState, ...]:
    """Open we-owes as the rule of problems asks for them."""
    return tuple(
        PromiseState(
            w.pk,
            counted_day(w.told_on, w.promised_on),
            "us" if w.owed_by == "store" else "customer",
        )
        for w in around.owes.values()
    )


def _stopped_channels(around: Circumstances) -> frozenset[str]:
    """Channels on which the customer asked not to be contacted."""
    is_service = bool(around.rows) and all(r.kind in SERVICE_KINDS for r in around.rows)
    purpose: Purpose = "promise" if is_service else "relationship"
    return frozenset(
        c for c in CHANNELS if any(stop.binds(c, purpose) for stop in stops_of(around.on_file))
    )
