"""What the log of one card may ask for: a review, a name, the survey; and what was said before."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.db import connection
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from dealerfollow.stores.models import Store
from followups.models import CsiSurvey, FollowUp, HeatCase
from followups.queries.card_reads import PastAttempt
from followups.queries.review_sites import Site, sites_of
from followups.rules.asks import AskFacts, ReviewRow, review_row
from followups.rules.heat import HEAT, delays_review
from followups.rules.voicemail_reasons import Contacted, Repeated, repeated_reason, tally_of
from followups.words.days import short_day

ASKED = """
WITH person(id) AS (
  SELECT id FROM customers_customer WHERE id = %s
   UNION ALL
  SELECT id FROM customers_customer WHERE merged_into_id = %s
), latest(since) AS (
  SELECT coalesce(max(d.delivered_on), '-infinity') FROM deliveries_delivery d
   WHERE d.customer_id IN (SELECT id FROM person) AND d.unwound_on IS NULL
)
SELECT heat.states,
       ARRAY(SELECT DISTINCT h.state FROM followups_heatcase h
               JOIN followups_plan p ON p.heat_case_id = h.id WHERE p.id = ANY(%s)),
       review.site, review.asked_on, review.state, survey.discussed_on, survey.state
  FROM latest
  LEFT JOIN LATERAL (
       SELECT array_agg(h.state) AS states FROM followups_heatcase h
        WHERE h.customer_id IN (SELECT id FROM person)
          AND (h.confirmed_at IS NULL OR h.confirmed_at >= latest.since)) heat ON true
  LEFT JOIN LATERAL (
       SELECT r.site, r.asked_on, r.state FROM followups_reviewask r
        WHERE r.customer_id IN (SELECT id FROM person)
          AND (r.delivery_id = ANY(%s) OR coalesce(r.asked_on, r.posted_on) >= latest.since)
        ORDER BY r.id DESC LIMIT 1) review ON true
  LEFT JOIN LATERAL (
       SELECT s.discussed_on, s.state FROM followups_csisurvey s
        WHERE s.delivery_id = ANY(%s) ORDER BY s.id DESC LIMIT 1) survey ON true
"""
"""Reviews and heat cases count since the latest delivery: whoever was asked about a former car is
asked about this one as everybody is."""


@dataclass(frozen=True)
class CardAsks:
    """The rows of the log that ask, as the page draws them."""

    review: ReviewRow
    sites: tuple[Site, ...]
    review_asked: str  # "Asked Mar 5, Google.", "" when nobody did
    survey: str  # "Discussed Mar 5 · Not out yet", "" while nothing is known
    asks_survey: bool  # no answer is on file yet: where it stands may be taken down
    offers_referral: bool  # whether the row is on the page at all: it opens once praise is logged
    has_open_heat: bool
    hears_again: bool  # the call is about an open heat case: the next day is agreed on
    may_settle: bool  # about a resolved one: they say whether it is settled
    was_pleased: bool  # praise was logged on the last talk
    repeated: str  # what the last voicemails said already, "" for news
    voicemail_reason: str  # the reason to leave now


def asks_of(
    rows: Sequence[FollowUp],
    attempts: Sequence[PastAttempt],
    store: Store,
    *,
    titles: Sequence[str],
    offers_referral: bool,
) -> CardAsks:
    """What this card's log may ask for, in one query. `titles` are the card's reasons."""
    pk = rows[0].customer_id
    with connection.cursor() as cursor:
        about = [row.plan_id for row in rows if row.kind == HEAT]
        cars = [row.delivery_id for row in rows if row.delivery_id]
        cursor.execute(ASKED, [pk, pk, about, cars, cars])
        states, cases, site, asked_on, state, discussed_on, survey = cursor.fetchone()
    sites = sites_of(store)
    facts = AskFacts(
        kinds=frozenset(row.kind for row in rows),
        has_sites=bool(sites),
        waits_for_heat=delays_review(states or ()),
        has_been_heated=states is not None,
        was_review_asked=state is not None,
    )
    past = [Contacted(a.outcome, a.reason, a.is_try, a.is_talk) for a in attempts]
    repeated = repeated_reason(past, titles)
    return CardAsks(
        review=review_row(facts),
        sites=sites,
        review_asked=_asked_words(site, asked_on) if asked_on else "",
        survey=_survey_words(discussed_on, survey) if survey else "",
        asks_survey=survey in (None, CsiSurvey.State.EXPECTED, CsiSurvey.State.SENT),
        offers_referral=offers_referral,
        has_open_heat="open" in (states or ()),
        hears_again=HeatCase.State.OPEN in cases,
        may_settle=HeatCase.State.RESOLVED in cases,
        was_pleased=next((a.is_pleased for a in attempts if a.is_talk), False),
        repeated=_repeated_words(repeated) if repeated else "",
        voicemail_reason=(repeated.following if repeated else "") or (titles[0] if titles else ""),
    )


def tally_words(attempts: Sequence[PastAttempt]) -> str:
    """ "2 tries, 1 voicemail": what there was none of is not said; "" before anybody tried."""
    if not attempts:
        return ""
    past = [Contacted(a.outcome, a.reason, a.is_try, a.is_talk) for a in attempts]
    tally = tally_of(past)
    talks = attempts[0].talks
    counted = (
        (ngettext("%(n)d try", "%(n)d tries", tally.tries), tally.tries),
        (ngettext("%(n)d voicemail", "%(n)d voicemails", tally.voicemails), tally.voicemails),
        (ngettext("%(n)d talk", "%(n)d talks", talks), talks),
    )
    return ", ".join(words % {"n": n} for words, n in counted if n)


def _asked_words(site: str, asked_on: date) -> str:
    return _("Asked %(day)s, %(site)s.") % {"day": short_day(asked_on), "site": site}


def _survey_words(discussed_on: date | None, state: str) -> str:
    """The score is not for the card: nobody is to talk about one (the law; product.md)."""
    words = str(CsiSurvey.State(state).label)
    if discussed_on is None:
        return words
    return _("Discussed %(day)s") % {"day": short_day(discussed_on)} + " · " + words


def _repeated_words(repeated: Repeated) -> str:
    said = ngettext(
        "Your last voicemail said “%(reason)s” too.",
        "Your last %(n)d voicemails said “%(reason)s” too.",
        repeated.times,
    ) % {"reason": repeated.reason, "n": repeated.times}
    if not repeated.following:
        return said + " " + _("Fetch another reason before the next one.")
    return said + " " + _("Say this instead: “%(reason)s”.") % {"reason": repeated.following}
