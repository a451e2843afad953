"""The rows behind the record's numbers that have no page of their own: on the screen, not on paper.

They name customers; the paper is shown to others.
"""

from dataclasses import dataclass
from datetime import date

from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from accountability.queries.record import Record
from accountability.views.links import customer_url
from customers.models import Customer
from deliveries.models import Delivery
from followups.models import HeatCase


@dataclass(frozen=True, slots=True)
class Line:
    """A customer, the address behind the name, the car or the cause, and the other cells."""

    name: str
    url: str
    sub: str
    cells: list[tuple[str, str]]  # heading, text


@dataclass(frozen=True, slots=True)
class Listed:
    """One list: the anchor that a number leads to, its title, headings and the newest lines."""

    anchor: str
    title: str
    words: str
    headings: list[str]
    lines: list[Line]


def lists_of(found: Record) -> list[Listed]:
    """The lists that have a line; each says how many there are in all."""
    lists = [
        _listed(
            "repeat",
            _("Repeat sales"),
            _("Bought here before, from anybody: the buyer, or somebody of the household."),
            found.repeats,
            [_repeat(row, before) for row, before in found.repeat_rows],
        ),
        _listed(
            "referred",
            _("Referrals that bought"),
            _("Somebody had given their name before they took a car home."),
            found.referrals,
            [_referred(row, giver) for row, giver in found.referral_rows],
        ),
        _listed(
            "heat",
            _("Heat cases resolved"),
            _("Taken care of by them. Confirmed means that the customer said so."),
            found.resolved,
            [_heat(case) for case in found.heat_rows],
        ),
        _listed(
            "sold",
            _("Cars taken home"),
            _("Delivered and not unwound; a customer with two cars is one customer."),
            found.cars,
            [_sold(row) for row in found.sold_rows],
        ),
    ]
    return [one for one in lists if one.lines]


def _listed(anchor: str, title: str, words: str, count: int, lines: list[Line]) -> Listed:
    if count > len(lines):
        newest = _("The newest %(shown)s of %(count)s.")
        words = f"{words} {newest % {'shown': len(lines), 'count': count}}"
    headings = [_("Customer"), *(label for label, _text in (lines[0].cells if lines else ()))]
    return Listed(anchor, f"{title}, {count}", words, headings, lines)


def _sold(row: Delivery) -> Line:
    cells = [(_("Delivered"), _day(row.delivered_on)), (_("Deal"), row.deal_number)]
    return _of_sale(row, cells)


def _repeat(row: Delivery, before: date) -> Line:
    cells = [(_("Delivered"), _day(row.delivered_on)), (_("Last car before"), _day(before))]
    return _of_sale(row, cells)


def _referred(row: Delivery, giver: Customer | None) -> Line:
    by = giver.name if giver else _("Not known")
    return _of_sale(row, [(_("Delivered"), _day(row.delivered_on)), (_("Named by"), by)])


def _of_sale(row: Delivery, cells: list[tuple[str, str]]) -> Line:
    car = f"{row.vehicle.name}, {str(row.get_condition_display()).lower()}"
    return Line(row.customer.name, customer_url(row.customer_id), car, cells)


def _heat(case: HeatCase) -> Line:
    resolved, confirmed = (
        _day(case.store.day_of(at) if at else None) for at in (case.resolved_at, case.confirmed_at)
    )
    cells = [(_("Resolved"), resolved), (_("Confirmed"), confirmed or _("Not yet"))]
    url = reverse("followups:heat-case", args=[case.pk])
    return Line(case.customer.name, url, str(case.get_cause_display()), cells)


def _day(day: date | None) -> str:
    return date_format(day, "M j, Y") if day else ""
