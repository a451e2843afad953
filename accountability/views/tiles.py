"""The tiles of the dashboard: what must not fall through, each with its rows."""

from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from accountability.forms import Asked
from accountability.queries.scorecards import Numbers
from accountability.queries.tiles import Watch
from accountability.queries.words import METRIC_WORDS, day_words, days_words, time_words
from accountability.views.links import rows_url


@dataclass(frozen=True, slots=True)
class Tile:
    """One number that asks to be looked at; `is_red` says so in words too."""

    label: str
    value: str
    sub: str
    words: str
    url: str
    sub_tone: str = ""
    sub_icon: str = ""
    is_red: bool = False


def tiles_of(watch: Watch, asked: Asked, numbers: Numbers, now: datetime) -> list[Tile]:
    """Feed, delivered without a follow-up, sold and not delivered; the red ones first."""
    tiles = [
        _feed(watch, asked, now),
        _unscheduled(watch, asked, numbers, now),
        _undelivered(watch, asked, now),
    ]
    return sorted(tiles, key=lambda tile: not tile.is_red)


def _unscheduled(watch: Watch, asked: Asked, numbers: Numbers, now: datetime) -> Tile:
    units = int(numbers.sum().units)
    checked = time_words(now.astimezone(asked.stores[0].zone))
    is_red = watch.unscheduled > 0
    words = ngettext(
        "%(n)s delivery in these days, with its follow-up",
        "%(n)s deliveries in these days, each with its follow-up",
        units,
    )
    return Tile(
        label=str(METRIC_WORDS["unscheduled"][0]),
        value=str(watch.unscheduled),
        sub=_("must be 0") if is_red else _("checked %(time)s") % {"time": checked},
        sub_tone="miss" if is_red else "ok",
        sub_icon="" if is_red else "circle-check",
        words=_("Somebody took a car home and nobody is to call.")
        if is_red
        else words % {"n": units},
        url=rows_url(asked, "unscheduled", condition=None),
        is_red=is_red,
    )


def _undelivered(watch: Watch, asked: Asked, now: datetime) -> Tile:
    longest = ""
    if watch.oldest_sold_on:
        days = max((store.day_of(now) - watch.oldest_sold_on).days for store in asked.stores)
        longest = _("longest %(days)s") % {"days": days_words(days)}
    return Tile(
        label=str(METRIC_WORDS["undelivered"][0]),
        value=str(watch.undelivered),
        sub=longest,
        words=str(METRIC_WORDS["undelivered"][1]),
        url=rows_url(asked, "undelivered", condition=None),
    )


def _feed(watch: Watch, asked: Asked, now: datetime) -> Tile:
    url = rows_url(asked, "sold_file", condition=None)
    expected = [(store, feed) for store, feed in watch.feeds if feed.expected_at]
    late = [(store, feed) for store, feed in expected if feed.code == "late"]
    label = str(METRIC_WORDS["sold_file"][0])
    if not expected:
        words = _("No time is set at which the file of sold deals should come.")
        return Tile(label, "–", _("not expected"), words, url)
    store, feed = (late or expected)[0]
    if late:
        words = _("%(store)s expected it %(moment)s. Until it comes, a quiet day is not good news.")
        words = words % {"store": store.name, "moment": _moment_words(feed.expected_at)}
        value, sub = str(len(late)), _("of %(n)s stores late") % {"n": len(expected)}
        if len(expected) == 1:
            value, sub = time_words(feed.expected_at or now), _("not received")
        title = _("Sold file expected, not received")
        return Tile(title, value, sub, words, url, sub_tone="miss", is_red=True)
    words = _("Expected %(expected)s; the last one came %(came)s.") % {
        "expected": _moment_words(feed.expected_at),
        "came": _moment_words(feed.received_at),
    }
    return Tile(label, "0", _("late"), words, url, sub_icon="circle-check", sub_tone="ok")


def _moment_words(at: datetime | None) -> str:
    """Nov 21, 6:00 AM; "" for none."""
    return f"{day_words(at.date())}, {time_words(at)}" if at else ""
