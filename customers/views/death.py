"""They died; and a death that was recorded by mistake."""

from django.http import HttpRequest, HttpResponseBase
from django.utils.translation import gettext as _

from customers.actions import correct_death, record_death
from customers.forms import CorrectDeathForm, DeathForm
from customers.views.answering import ask, saved
from customers.views.fetching import fetch_customer
from dealerfollow.web.access import requires
from dealerfollow.web.posted import posted


@requires("customers.edit")
def died(request: HttpRequest, pk: int) -> HttpResponseBase:
    """They died: nobody of the group contacts them any more."""
    customer = fetch_customer(request, pk, right="customers.edit")
    form = DeathForm(posted(request), initial={"estate_contact": customer.estate_contact})
    if not form.is_valid():
        return ask(
            request,
            customer,
            form,
            _("They died"),
            warning=_(
                "It holds at once, in every store of the group: no call, no letter, no birthday "
                "wish. What we still owe goes to the manager. A mistake needs a manager."
            ),
            save=_("Record it"),
            tone="miss",
        )
    record_death(
        customer,
        estate_contact=form.cleaned_data["estate_contact"],
        by=request.user,  # type: ignore[arg-type]
        now=request.now,  # type: ignore[attr-defined]
    )
    return saved(request, customer, _("Nobody contacts them from now on."))


@requires("customers.correct")
def mistake(request: HttpRequest, pk: int) -> HttpResponseBase:
    """They are alive: taken back by a manager, in words."""
    customer = fetch_customer(request, pk, right="customers.correct")
    form = CorrectDeathForm(posted(request))
    if not form.is_valid():
        return ask(
            request,
            customer,
            form,
            _("Recorded by mistake"),
            warning=_(
                "Only when they are alive. What the mistake had ended is owed again, and their "
                "follow-ups go on from today. Your words stay on record, and the managers are told."
            ),
            save=_("Take it back"),
            tone="late",
        )
    is_news = correct_death(
        customer,
        words=form.cleaned_data["words"],
        by=request.user,  # type: ignore[arg-type]
        now=request.now,  # type: ignore[attr-defined]
    )
    said = _("Taken back. What it had ended is owed again.") if is_news else _("Nothing to do.")
    return saved(request, customer, said)
