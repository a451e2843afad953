"""The small marks on a card: how it stands, what is due, and for whom."""

from zoneinfo import ZoneInfo

from django.utils.text import capfirst
from django.utils.translation import gettext as _

from dealerfollow.lib.workdays import Span
from dealerfollow.stores.models import User
from dealerfollow.stores.queries import StoreDay
from deliveries.models import Delivery
from followups.models import FollowUp
from followups.queries.people import Staff
from followups.words.days import clock, near_day, short_day
from followups.words.heat import Chip
from followups.words.labels import age_label, kind_name, overdue_label


def chips_of(
    rows: list[FollowUp],
    delivery: Delivery | None,
    day_: StoreDay,
    staff: Staff,
    user: User,
    *,
    zone: ZoneInfo,
    wished: Span | None,
) -> list[Chip]:
    """How the card stands, what is due, and for whom when it is not one's own. `zone` is where the
    customer is: a call back shows both times (edge case 21); `wished` are the hours they asked for.
    """
    lead, today = rows[0], day_.today
    chips = []
    since = lead.due_on if lead.first_tried_on else lead.first_due_on
    if lead.missed_on and lead.owner_id != user.pk:
        words = _("Missed %(day)s, yours to cover") % {"day": short_day(lead.missed_on)}
        chips.append(Chip(words, "miss", "alert-circle"))
    elif lead.due_at and lead.due_on == today:
        at, there = (clock(lead.due_at.astimezone(z)) for z in (day_.store.zone, zone))
        words = _("Call back %(time)s") if at == there else _("Call back %(time)s, %(there)s there")
        chips.append(Chip(words % {"time": at, "there": there}, "late", "clock"))
    elif since < today and (lead.tier == 1 or lead.missed_on):
        chips.append(Chip(capfirst(overdue_label(since, today)), "miss", "alert-circle"))
    elif lead.due_on > today:
        chips.append(Chip(_("Due %(day)s") % {"day": near_day(lead.due_on, today)}, "hand"))
    delivered_on = delivery.delivered_on if delivery else None
    for row in rows:
        age = age_label(row.kind, delivered_on, row.first_due_on)
        name = kind_name(row.kind)
        label = name if age == name.lower() else f"{name} · {age}"
        if all(chip.label != label for chip in chips):
            chips.append(Chip(label, "line"))
    stand_in = _stand_in_words(lead, staff, user, wished)
    if stand_in:
        chips.append(Chip(stand_in, "hand", "user-share"))
    return chips


def _stand_in_words(lead: FollowUp, staff: Staff, user: User, wished: Span | None) -> str:
    """For whom this person makes it; for the owner: who is there at the hours that were asked for
    (edge case 20)."""
    if lead.owner_id in staff.covered_by(user.pk):
        return _("For %(name)s, off today") % {"name": lead.owner.first_name}
    if staff.stands_in(user.pk, lead.owner_id, wished):
        return _("For %(name)s, at the hours they asked for") % {"name": lead.owner.first_name}
    if lead.delivery and lead.delivery.second_salesperson_id == user.pk != lead.owner_id:
        return _("Split deal, counted for %(name)s") % {"name": lead.owner.first_name}
    holder = staff.holder_of(lead.owner_id, wished)
    if lead.owner_id != user.pk or holder in (None, user.pk) or lead.missed_on:
        return ""
    name = staff.names.get(holder or 0, "").split(" ")[0]
    return _("%(name)s is there at the hours they asked for") % {"name": name}
