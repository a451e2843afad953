"""What deliveries add to a customer's timeline: cars, promises and how each went, answers."""

from typing import Any

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _

from customers.timeline import Asking, Line, Source, quoted, register, said
from dealerfollow.web.days import day_words, moment_words
from deliveries.models import FLAGS, AskedFact, Delivery, WeOwe, WeOweChange
from deliveries.queries.undone_sales import undone_as
from deliveries.rules.deals import EXCLUDED
from deliveries.wording import undone_words
from deliveries.wording_of_desk import step_words


def _sales(asking: Asking) -> QuerySet[Delivery]:
    theirs = asking.mine | asking.mine_at("co_buyer")
    rows = Delivery.objects.filter(theirs, **asking.here)
    return rows.select_related("vehicle", "salesperson")


def _undone(asking: Asking) -> QuerySet[Delivery]:
    return _sales(asking).annotate(undone_by=undone_as())


def _waiting(asking: Asking) -> QuerySet[Delivery]:
    return _sales(asking).filter(delivered_on=None)


def _delivered(sale: Delivery, asking: Asking) -> Line:
    return _sale(sale, asking, _("Delivered %(car)s"), sale.delivered_on)


def _sold(sale: Delivery, asking: Asking) -> Line:
    return _sale(sale, asking, _("Sold %(car)s"), sale.sold_on)


def _sale(sale: Delivery, asking: Asking, title: str, day: Any) -> Line:
    words = []
    if sale.flags:
        flags = ", ".join(str(FLAGS[flag]).lower() for flag in sale.flags if flag in FLAGS)
        words.append(_("Flag: %(flags)s.") % {"flags": flags})
    if sale.co_buyer_id in asking.rows:
        words.append(_("As co-buyer."))
    return Line(
        "car",
        title % {"car": _car(sale)},
        day_words(day, asking.today),
        words=said(sale.salesperson, *words),
        chip=str(sale.get_condition_display()),
        url=_page(sale, asking),
    )


def _car(sale: Delivery) -> str:
    return sale.vehicle.name or _("a car")


def _page(sale: Delivery, asking: Asking) -> str:
    if not asking.scope.has("deliveries.see", sale.store_id):
        return ""
    return reverse("deliveries:detail", args=[sale.pk])


def _unwound(sale: Any, asking: Asking) -> Line:
    code = sale.undone_by if sale.undone_by in EXCLUDED.values() else ""
    car = _car(sale)
    title = undone_words(code) if code else _("Unwound %(car)s") % {"car": car}
    when = day_words(sale.unwound_on, asking.today)
    return Line("arrow-back-up", title, when, words=f"{car}." if code else "")


def _gone(sale: Delivery, asking: Asking) -> Line:
    assert sale.car_gone_on
    when = day_words(sale.car_gone_on, asking.today)
    title = _("No longer theirs: %(car)s") % {"car": _car(sale)}
    return Line("road", title, when, chip=str(sale.get_car_gone_how_display()))


def _owes(asking: Asking) -> QuerySet[WeOwe]:
    rows = WeOwe.objects.filter(asking.mine, **asking.here)
    return rows.select_related("made_by")


def _made(owe: WeOwe, asking: Asking) -> Line:
    is_ours = owe.owed_by == WeOwe.OwedBy.STORE
    title = _("Promised: %(item)s") if is_ours else _("To come from them: %(item)s")
    words = []
    first_on = owe.first_quoted_on or owe.promised_on
    if first_on:
        words.append(_("For %(day)s.") % {"day": day_words(first_on, asking.today)})
    if owe.cancelled_why:
        words.append(_("Cancelled: “%(why)s”.") % {"why": owe.cancelled_why})
    return Line(
        "clipboard-list",
        title % {"item": owe.item},
        day_words(owe.made_on, asking.today),
        words=said(owe.made_by, *words),
        chip=str(owe.get_department_display()),
    )


def _changes(asking: Asking) -> QuerySet[WeOweChange]:
    rows = WeOweChange.objects.filter(
        asking.mine_at("we_owe__customer"),
        group_id=asking.customer.group_id,
        we_owe__store__in=asking.store_ids,
    )
    return rows.select_related("we_owe", "by")


def _changed(change: WeOweChange, asking: Asking) -> Line:
    words = []
    if change.promised_on != change.promised_was:
        words.append(_moved(change, asking))
    if change.told_on and change.told_on != change.told_was:
        day = day_words(change.told_on, asking.today)
        words.append(_("The customer was told %(day)s.") % {"day": day})
    return Line(
        "check" if change.status == WeOwe.Status.DONE else "clock",
        f"{change.we_owe.item}: {_step(change)}",
        moment_words(change.at, asking.now, asking.zone),
        words=said(change.by, *words, quoted(change.word)),
    )


def _step(change: WeOweChange) -> str:
    """What the change comes down to: how far it came, else that its date moved or was told."""
    if step := step_words(change, change.we_owe):
        return step.lower()
    if change.promised_on != change.promised_was and change.promised_was:
        return _("date moved")
    if change.promised_on != change.promised_was:
        return _("date set")
    return _("date told")


def _moved(change: WeOweChange, asking: Asking) -> str:
    was, became = (
        day_words(day, asking.today) if day else _("no date")
        for day in (change.promised_was, change.promised_on)
    )
    return _("From %(was)s to %(became)s.") % {"was": was, "became": became}


def _questions(asking: Asking) -> QuerySet[AskedFact]:
    rows = AskedFact.objects.filter(asking.mine, **asking.here)
    return rows.select_related("asked_by", "answered_by")


def _question(asked: AskedFact, asking: Asking) -> Line:
    return Line(
        "help-circle",
        _("Asked: %(question)s") % {"question": asked.question},
        moment_words(asked.asked_at, asking.now, asking.zone),
        words=f"{asked.asked_by.name}.",
        chip=str(asked.get_department_display()),
    )


def _answer(asked: AskedFact, asking: Asking) -> Line:
    assert asked.answered_at
    return Line(
        "message-2",
        _("Answered: %(question)s") % {"question": asked.question},
        moment_words(asked.answered_at, asking.now, asking.zone),
        words=f"“{asked.answer}”" + (f" {asked.answered_by.name}." if asked.answered_by else ""),
        chip=str(asked.get_department_display()),
    )


register(Source("delivered", "cars", "delivered_on", _sales, _delivered, day="begins"))
register(Source("sold", "cars", "sold_on", _waiting, _sold, day="begins"))
register(Source("unwound", "cars", "unwound_on", _undone, _unwound, day="ends"))
register(Source("car-gone", "cars", "car_gone_on", _sales, _gone, day="ends"))
register(Source("we-owe", "we-owes", "made_on", _owes, _made, day="begins"))
register(Source("we-owe-change", "we-owes", "at", _changes, _changed))
register(Source("question", "we-owes", "asked_at", _questions, _question))
register(Source("answer", "we-owes", "answered_at", _questions, _answer))
