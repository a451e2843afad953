"""What a request to stop leaves: why there is no button, and what still reaches them."""

from dataclasses import dataclass

from django.db.models import Q
from django.utils.translation import gettext as _

from customers.models import ContactStop, Customer
from customers.rules.contactability import CHANNELS, Answer, Channel, No
from followups.queries.card_reads import Way
from followups.words.days import short_day
from followups.words.titles import CHANNEL_NAMES

STOPPED = ("stopped_everything", "stopped_sales", "consent_withdrawn")


@dataclass(frozen=True)
class Line:
    """An icon and words."""

    icon: str
    words: str


@dataclass(frozen=True)
class Blocked:
    """Why there is no button, and what still reaches them."""

    title: str
    words: str
    still: tuple[Line, ...]


def blocked_of(
    customer: Customer, phones: list[Way], answers: dict[Channel, Answer]
) -> Blocked | None:
    """What a request to stop leaves; None when the phone is not stopped."""
    phone = answers["phone"]
    if not isinstance(phone, No) or phone.reason not in STOPPED:
        return None
    values = [p.value for p in phones if p.customer_id == customer.pk]
    stop = (
        ContactStop.objects.filter(lifted_at=None)
        .filter(Q(customer=customer) | Q(value__in=values))
        .select_related("recorded_by")
        .order_by("-asked_at")
        .first()
    )
    open_channels = [c for c in CHANNELS if answers[c].is_allowed]
    title = _("No calls or texts") if open_channels else _("No contact at all")
    if open_channels == ["letter"]:
        title = _("By letter only")
    still = [Line("check", str(CHANNEL_NAMES[c])) for c in open_channels]
    still.append(Line("check", _("They can contact us: log it with “They contacted us”")))
    closed = [str(CHANNEL_NAMES[c]) for c in CHANNELS if c not in open_channels]
    if closed:
        still.append(Line("x", ", ".join(closed)))
    return Blocked(title, _stop_words(customer, stop), tuple(still))


def _stop_words(customer: Customer, stop: ContactStop | None) -> str:
    holds = _("It holds for every store of the group.")
    if stop is None:
        return f"{_('They withdrew their consent.')} {holds}"
    on = short_day(stop.asked_at.date())
    name = customer.short_name
    if stop.recorded_by is None:
        said = _("%(name)s asked us on %(day)s") % {"name": name, "day": on}
    else:
        said = _("%(name)s asked us on %(day)s, with %(by)s") % {
            "name": name,
            "day": on,
            "by": stop.recorded_by.name,
        }
    return f"{said}: “{stop.words}”. {holds}" if stop.words else f"{said}. {holds}"
