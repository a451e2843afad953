"""What customers allow and stop: recorded in their words, in force the same second."""

from django.http import HttpRequest, HttpResponseBase
from django.utils.translation import gettext as _

from customers.actions import correct_stop, record_consent, record_stop
from customers.forms import ConsentForm, CorrectStopForm, StopForm
from customers.models import ContactStop
from customers.queries.picks import stops_to_correct
from customers.queries.says import CHANNEL_NAMES
from customers.views.answering import ask, saved
from customers.views.fetching import fetch_customer
from dealerfollow.web.access import requires
from dealerfollow.web.posted import posted


@requires("customers.edit")
def stop(request: HttpRequest, pk: int) -> HttpResponseBase:
    """They asked us to stop: sales contact or any, on one channel or on all."""
    customer = fetch_customer(request, pk, right="customers.edit")
    form = StopForm(posted(request), initial={"channel": "all"})
    if not form.is_valid():
        return ask(
            request,
            customer,
            form,
            _("They asked us to stop"),
            warning=_(
                "It holds at once, in every store of the group, for everybody with the same number "
                "or address, and no purchase lifts it. Open follow-ups move to a way that is "
                "left, or end."
            ),
            save=_("Record it"),
            tone="miss",
        )
    told = form.cleaned_data
    record_stop(
        customer,
        scope=told["scope"],
        channel=told["channel"],
        words=told["words"],
        by=request.user,  # type: ignore[arg-type]
        now=request.now,  # type: ignore[attr-defined]
    )
    return saved(request, customer, _effect(told["scope"], told["channel"]))


def _effect(scope: str, channel: str) -> str:
    """What the stop does, in words."""
    if channel == "all":
        ended = _(
            "Nobody in the group contacts them from now on; their open follow-ups have ended."
        )
        left = _("No more sales contact, by any way. What we owe them may still be told.")
        return left if scope == "sales" else ended
    way = {"channel": str(CHANNEL_NAMES[channel]).lower()}
    if scope == "sales":
        return _("No more sales contact by %(channel)s. What we owe them may still be told.") % way
    return _("Nothing more by %(channel)s. Open follow-ups moved to a way that is left.") % way


@requires("customers.edit")
def consent(request: HttpRequest, pk: int) -> HttpResponseBase:
    """What they said about one channel; the latest word counts."""
    customer = fetch_customer(request, pk, right="customers.edit")
    form = ConsentForm(posted(request))
    if not form.is_valid():
        return ask(request, customer, form, _("What they allow"))
    record_consent(customer, **form.cleaned_data, now=request.now)  # type: ignore[attr-defined]
    return saved(request, customer, _("Recorded."))


@requires("customers.edit")
def stop_mistake(request: HttpRequest, pk: int) -> HttpResponseBase:
    """A request that nobody made: taken back in words, and the managers are told."""
    customer = fetch_customer(request, pk, right="customers.edit")
    now = request.now  # type: ignore[attr-defined]
    form = CorrectStopForm(posted(request), picks=stops_to_correct(customer, now=now))
    if not form.is_valid():
        return ask(
            request,
            customer,
            form,
            _("Recorded by mistake"),
            warning=_(
                "Only when they never asked for it. The request and your words both stay on "
                "record, and the managers are told at once."
            ),
            save=_("Take it back"),
            tone="late",
        )
    correct_stop(
        ContactStop.objects.get(pk=form.cleaned_data["row"]),
        words=form.cleaned_data["words"],
        by=request.user,  # type: ignore[arg-type]
        now=now,
    )
    return saved(request, customer, _("Taken back. What it had ended is owed again."))
