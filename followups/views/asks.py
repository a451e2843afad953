"""What came back of an ask: the maker's survey of a sale, a public review of a customer."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponseBase
from django.utils.translation import gettext as _

from customers.views.answering import ask, saved
from customers.views.fetching import fetch_customer
from dealerfollow.stores.queries import callers_at
from dealerfollow.web.access import fetch, requires
from dealerfollow.web.posted import posted
from deliveries.models import Delivery
from followups.actions.reviews import record_review
from followups.actions.surveys import SurveyRefused, has_survey, record_survey
from followups.forms.asks import ReviewForm, SurveyForm
from followups.models import CsiSurvey
from followups.queries.contact_page import store_of_contact


@requires("calls.work")
def survey(request: HttpRequest, pk: int) -> HttpResponseBase:
    """Where the survey of one new car stands; a used car has none, and no such page."""
    rows = Delivery.objects.select_related("store", "customer__merged_into", "vehicle")
    delivery = fetch(request, rows, right="calls.work", pk=pk)
    if not has_survey(delivery):
        raise Http404
    now = request.now  # type: ignore[attr-defined]
    customer = delivery.customer.merged_into or delivery.customer
    known = CsiSurvey.objects.filter(delivery=delivery).first()
    names = ("state", "score", "answered_on", "verbatim")
    initial = {name: getattr(known, name) for name in names} if known else {"state": "expected"}
    around = {"delivery": delivery, "today": delivery.store.day_of(now), "initial": initial}
    form = SurveyForm(posted(request), **around)
    if not form.is_valid():
        car = delivery.vehicle.name or _("the new car")
        title = _("The maker’s survey: %(car)s") % {"car": car}
        return ask(request, customer, form, title)
    try:
        record_survey(delivery, **form.cleaned_data, by=request.user, now=now)  # type: ignore[arg-type]
    except SurveyRefused as refused:  # the sale was undone in between
        raise Http404 from refused
    return saved(request, customer, _("Recorded."))


@requires("calls.work")
def review(request: HttpRequest, pk: int) -> HttpResponseBase:
    """A review that they posted, or that they would rather not write one."""
    customer = fetch_customer(request, pk, right="calls.work")
    scope: Any = request.scope  # type: ignore[attr-defined]
    now = request.now  # type: ignore[attr-defined]
    store = store_of_contact(scope, customer)
    if store is None:
        raise PermissionDenied
    people = callers_at(store.pk)
    form = ReviewForm(posted(request), store=store, people=people, today=store.day_of(now))
    if not form.is_valid():
        return ask(request, customer, form, _("A public review"))
    told = dict(form.cleaned_data)
    del told["other_site"]
    record_review(store, customer, **told, now=now)
    return saved(request, customer, _("Recorded."))
