"""What else is known about a customer: heat, survey, review, names given, answers, the last talk.

Part of the one statement of `known.py`; of the person `c` whose rows are `r.ids`.
"""

import json
from collections.abc import Mapping
from datetime import date
from typing import Any, NamedTuple

from followups.rules.brief import Answer, Heat, LastAttempt, Question, Survey

MORE = """c.how_they_use_it, c.last_serviced_on, CASE WHEN c.kind = 'person' THEN c.born_on END,
       (SELECT jsonb_build_array(h.cause, h.state, h.next_update_on,
                                 timezone(%(zone)s, h.opened_at)::date, u.name)::text
          FROM followups_heatcase h JOIN stores_user u ON u.id = h.owner_id
         WHERE h.customer_id = ANY(r.ids) AND h.state <> 'confirmed'
         ORDER BY h.opened_at DESC LIMIT 1),
       (SELECT jsonb_agg(jsonb_build_array(s.delivery_id, s.state, s.score, s.discussed_on,
                                           s.answered_on))::text
          FROM followups_csisurvey s WHERE s.customer_id = ANY(r.ids)),
       (SELECT max(coalesce(k.asked_on, k.posted_on, timezone(%(zone)s, k.changed_at)::date))
          FROM followups_reviewask k WHERE k.customer_id = ANY(r.ids)),
       (SELECT jsonb_agg(jsonb_build_array(g.name, timezone(%(zone)s, g.at)::date)
                         ORDER BY g.at, g.id)::text
          FROM followups_referral g
         WHERE g.customer_id = ANY(r.ids) AND g.state = 'given' AND g.thanked_on IS NULL
           AND g.name <> ''),
       (SELECT jsonb_agg(jsonb_build_array(q.department, q.answer, b.name,
                                           timezone(%(zone)s, q.asked_at)::date, w.name,
                                           timezone(%(zone)s, q.answered_at)::date)
                         ORDER BY q.asked_at DESC, q.id)::text
          FROM deliveries_askedfact q JOIN stores_user b ON b.id = q.asked_by_id
          LEFT JOIN stores_user w ON w.id = q.answered_by_id
         WHERE q.customer_id = ANY(r.ids)  -- an answer is news until somebody talked with them
           AND (q.answered_at IS NULL AND q.store_id = %(store)s
                OR q.answered_at > coalesce(c.last_talk_at, '-infinity'))),
       (SELECT jsonb_build_array(t.outcome, t.made_on, t.note)::text FROM followups_attempt t
         WHERE t.customer_id = ANY(r.ids) AND t.is_talk
           AND NOT EXISTS (SELECT 1 FROM followups_attemptundo u WHERE u.attempt_id = t.id)
           AND NOT EXISTS (SELECT 1 FROM followups_attemptbelonging b
                            WHERE b.attempt_id = t.id AND b.customer_id <> t.customer_id)
         ORDER BY t.at DESC LIMIT 1)"""


class More(NamedTuple):
    """What else is on file about one customer."""

    how_they_use_it: str = ""
    serviced_on: date | None = None
    born_on: date | None = None
    heat: Heat | None = None
    surveys: Mapping[int, Survey] = {}  # by delivery
    reviewed_on: date | None = None  # the last time that a review was asked for, posted or refused
    thanks: tuple[tuple[str, date], ...] = ()
    asked: tuple[Question, ...] = ()  # of this store's desks, not answered yet
    answers: tuple[Answer, ...] = ()
    last_talk: LastAttempt | None = None


NOTHING_MORE = More()


def more_of(
    use: str,
    serviced_on: date | None,
    born_on: date | None,
    heat: str | None,
    surveys: str | None,
    reviewed_on: date | None,
    thanks: str | None,
    asked: str | None,
    talk: str | None,
) -> More:
    """From the columns of MORE, in their order."""
    questions = json.loads(asked) if asked else []
    open_ones = tuple(Question(q[0], q[2], _known(q[3])) for q in questions if q[5] is None)
    answers = tuple(Answer(q[0], q[1], q[4], _known(q[5])) for q in questions if q[5])
    return More(
        use,
        serviced_on,
        born_on,
        _heat(heat),
        _surveys(surveys) if surveys else {},
        reviewed_on,
        tuple((name, _known(on)) for name, on in json.loads(thanks)) if thanks else (),
        open_ones,
        answers,
        _talk(talk),
    )


def _heat(text: str | None) -> Heat | None:
    if text is None:
        return None
    cause, state, update_on, opened_on, owner = json.loads(text)
    return Heat(cause, state, day_of(update_on), _known(opened_on), owner)


def _surveys(text: str) -> dict[int, Survey]:
    return {
        delivery_id: Survey(state, score, day_of(discussed_on), day_of(answered_on))
        for delivery_id, state, score, discussed_on, answered_on in json.loads(text)
    }


def _talk(text: str | None) -> LastAttempt | None:
    if text is None:
        return None
    outcome, made_on, note = json.loads(text)
    return LastAttempt(outcome, _known(made_on), note)


def day_of(text: Any) -> date | None:
    """The day of a JSON text; None for null."""
    return date.fromisoformat(text) if text else None


def _known(text: str) -> date:
    return date.fromisoformat(text)
