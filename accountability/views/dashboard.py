"""The first page of accountability: who was due, who tried, who was reached, what fell through."""

from datetime import datetime
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_safe

from accountability.forms import EXPORT, SEE, Asked, asked_of, days_form, period_choices
from accountability.queries.lens import Lens, make_lens
from accountability.queries.scorecards import Numbers, Tally, numbers_of
from accountability.queries.tiles import flagged, open_today, watch
from accountability.queries.words import METRIC_WORDS, condition_words, period_words
from accountability.rules.scorecard import percentage
from accountability.views.links import dashboard_url, rows_url
from accountability.views.numbers import Line, beside_words, line_of, rate_words, share_words
from accountability.views.tiles import tiles_of
from dealerfollow.stores.queries import people_of
from dealerfollow.stores.rules.rights import Role
from dealerfollow.web.access import requires

CONDITIONS = ("", "new", "used")


@require_safe
@requires(SEE)
def dashboard(request: HttpRequest) -> HttpResponse:
    """The numbers of a store, or of all stores side by side, for the days in the address."""
    asked = asked_of(request)
    now: datetime = request.now  # type: ignore[attr-defined]
    lens = make_lens(asked.stores, asked.period, condition=asked.condition)
    numbers = numbers_of(lens)
    total = numbers.sum(_of(asked.condition))
    context = {
        **_head(request, asked, now),
        **_hero(total, asked),
        "tiles": tiles_of(watch(asked.stores, now=now), asked, numbers, now),
        **_conditions(numbers, asked),
        "people": _lines(numbers, asked, lens),
        "apart": total.bdc,
        "apart_words": _apart_words(total.bdc),
        "apart_url": rows_url(asked, "bdc"),
        **_flagged(asked),
        "empty": None if lens.has_closed_days else _empty(),
        "formulas": {code: words[1] for code, words in METRIC_WORDS.items()},
    }
    return TemplateResponse(request, "accountability/dashboard.html", context)


def _of(condition: str) -> Any:
    return lambda key: condition in ("", key[2])


def _head(request: HttpRequest, asked: Asked, now: datetime) -> dict[str, Any]:
    scope = request.scope  # type: ignore[attr-defined]
    held = [store for store in scope.stores if scope.has(SEE, store.pk)]
    stores = [
        {
            "label": store.name,
            "url": dashboard_url(asked, store=store.slug),
            "is_current": not asked.is_group and store == asked.stores[0],
        }
        for store in held
    ]
    if len(held) > 1:
        everything = {"label": _("All stores"), "url": dashboard_url(asked, store="all")}
        stores.insert(0, everything | {"is_current": asked.is_group})
    return {
        "asked": asked,
        "period_words": as_of_words(asked, now, open_today(asked.stores, now=now)),
        "tabs": [
            {
                "label": condition_words(code),
                "url": dashboard_url(asked, condition=code or None),
                "is_current": code == asked.condition,
                "count": None,
            }
            for code in CONDITIONS
        ],
        "periods": [
            {
                "label": label,
                "url": dashboard_url(asked, period=text),
                "is_current": text == asked.period_text,
            }
            for text, label in period_choices(asked)
        ],
        "days_form": days_form(request, asked),
        "store_choices": stores if len(stores) > 1 else [],
        "days_kept": [
            (name, value)
            for name, value in (("store", asked.store_slug), ("condition", asked.condition))
            if value
        ],
        "csv_url": f"{reverse('accountability:table-csv')}?{asked.query()}"
        if _may_export(request, asked)
        else "",
    }


def _may_export(request: HttpRequest, asked: Asked) -> bool:
    scope = request.scope  # type: ignore[attr-defined]
    return all(scope.has(EXPORT, store.pk) for store in asked.stores)


def as_of_words(asked: Asked, now: datetime, still_open: int) -> str:
    """Nov 1 to 19, as of Fri 10:40 AM. Today's 22 calls are still open."""
    local = now.astimezone(asked.stores[0].zone)
    words = _("%(days)s, as of %(moment)s.") % {
        "days": period_words(asked.period),
        "moment": date_format(local, "D g:i A"),
    }
    if still_open:
        words += " " + ngettext(
            "Today’s one call is still open.", "Today’s %(n)s calls are still open.", still_open
        ) % {"n": still_open}
    return words


def _hero(total: Tally, asked: Asked) -> dict[str, Any]:
    return {
        "store": line_of(total, asked, name=_("All stores") if asked.is_group else _("Store")),
        "on_time_words": share_words(total.tried_on_time, total.due),
        "reached_words": share_words(total.reached, total.due),
        "beside_words": beside_words(total),
    }


def _conditions(numbers: Numbers, asked: Asked) -> dict[str, Any]:
    """New and used side by side, by the same rule; a store that sells no new cars has used only."""
    shown, reached = [], []
    for code in ("new", "used"):
        tally = numbers.sum(_of(code))
        if code == "new" and not tally.due and not any(s.sells_new for s in asked.stores):
            continue
        share = percentage(tally.tried_on_time, tally.due)
        shown.append(
            {
                "label": condition_words(code),
                "rate": rate_words(tally.tried_on_time, tally.due),
                "of": "" if share.is_small else _("of %(due)s") % {"due": tally.due},
                "bar_parts": [
                    ("made", tally.tried_on_time),
                    ("rest", max(tally.due - tally.tried_on_time, 0 if tally.due else 1)),
                ],
                "bar_label": share_words(tally.tried_on_time, tally.due),
            }
        )
        rate = rate_words(tally.reached, tally.due)
        reached.append(f"{condition_words(code).lower()} {rate}")
    words = _("Reached: %(shares)s") % {"shares": ", ".join(reached)}
    only = "used" if len(shown) == 1 else None
    return {
        "conditions": shown,
        "conditions_words": words,
        "conditions_url": dashboard_url(asked, condition=only or "used"),
    }


def _apart_words(bdc: int) -> str:
    return _("BDC calls are counted apart: %(n)s") % {"n": bdc} if bdc else ""


def _flagged(asked: Asked) -> dict[str, str]:
    """How many calls about a flagged delivery are still to be made (line 4), and their rows."""
    rows = flagged(asked.stores)
    count = (rows.filter(condition=asked.condition) if asked.condition else rows).count()
    words = ngettext(
        "%(n)s call flagged at delivery is still to be made",
        "%(n)s calls flagged at delivery are still to be made",
        count,
    )
    return {
        "flagged_words": words % {"n": count} if count else "",
        "flagged_url": rows_url(asked, "flagged"),
    }


def _empty() -> dict[str, Any]:
    return {
        "mark": "calendar-check",
        "title": _("No day has closed yet"),
        "words": _("Numbers stand here from the first evening on; today’s join tonight."),
        "acts": [],
    }


def _lines(numbers: Numbers, asked: Asked, lens: Lens) -> list[Line]:
    return _store_lines(numbers, asked) if asked.is_group else _person_lines(numbers, asked)


def _store_lines(numbers: Numbers, asked: Asked) -> list[Line]:
    lines = []
    for store in asked.stores:
        tally = numbers.sum(
            lambda key, store=store: key[0] == store.pk and asked.condition in ("", key[2])  # type: ignore[misc]
        )
        url = dashboard_url(asked, store=store.slug)
        lines.append(line_of(tally, asked, name=store.name, url=url, store=store.slug))
    return lines


def _person_lines(numbers: Numbers, asked: Asked) -> list[Line]:
    """Everybody with something due or sold, and every salesperson: a rookie has honest zeros."""
    tallies = numbers.people(asked.condition)
    names: dict[int | None, str] = {None: _("Nobody matched yet")}
    names.update(numbers.names.items())
    for person in people_of(asked.stores[0], Role.SALESPERSON):
        tallies.setdefault(person.user.pk, Tally())
        names[person.user.pk] = person.user.name
    worst = max((tally.missed for tally in tallies.values()), default=0)
    found = [
        line_of(
            tally,
            asked,
            name=names[person_id],
            is_worst=bool(worst) and tally.missed == worst,
            person=person_id,
        )
        for person_id, tally in tallies.items()
    ]
    return sorted(found, key=lambda line: (-line.missed.count, -line.due.count, line.name))
