"""/customers/<id>/contact/: any contact, with or without a follow-up due (decision 13)."""

from dataclasses import replace
from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from customers.models import Customer
from customers.views.fetching import fetch_customer
from dealerfollow.lib.ids import id_from
from dealerfollow.stores.queries import StoreDay, store_day
from dealerfollow.web.access import requires
from followups.actions import AlreadyLogged, LogRefused, log_contact
from followups.forms import ContactForm
from followups.models import Attempt
from followups.queries.card_parts import Words
from followups.queries.contact_page import ContactPage, contact_page, store_of_contact
from followups.queries.made_early import early_words
from followups.queries.outcome import ending_words, logged_words
from followups.queries.people import Staff, staff_of
from followups.views.news import own_attempt, saved_news
from followups.words.labels import outcome_name

TEMPLATE = "followups/contact.html"


@requires("calls.work")
@require_http_methods(["GET", "HEAD", "POST"])
def contact(request: HttpRequest, pk: int) -> HttpResponseBase:
    """The form, and saving it; 422 with the problems, 409 when somebody logged meanwhile: what was
    typed is still there, and saving again keeps it beside theirs."""
    customer = fetch_customer(request, pk, right="calls.work")
    store = store_of_contact(request.scope, customer)  # type: ignore[attr-defined]
    if store is None:
        raise PermissionDenied
    day = store_day(store, now=request.now)  # type: ignore[attr-defined]
    staff = staff_of(store, today=day.today, calendar=day.calendar)
    page = _page(request, customer, day, staff)
    if request.method != "POST":
        return _show(request, page, ContactForm(page))
    form = ContactForm(page, request.POST)
    if not form.is_valid():
        return _show(request, page, form, status=422)
    details, who = form.details(today=day.today), {"by": request.user, "now": day.now}
    try:
        attempt = log_contact(store, customer.pk, details, staff=staff, **who)  # type: ignore[arg-type]
    except LogRefused as refused:
        form.refuse(refused.problems)
        return _show(request, page, form, status=422)
    except AlreadyLogged as lost:
        return _show(request, *_lost(page, request, lost, day), status=409)
    return redirect(f"{reverse('followups:contact', args=[customer.pk])}?saved={attempt.pk}")


def _page(request: HttpRequest, customer: Customer, day: StoreDay, staff: Staff) -> ContactPage:
    scope: Any = request.scope  # type: ignore[attr-defined]
    may_cover = scope.has("calls.cover", day.store.pk)
    return contact_page(customer, day, staff, scope.user, may_cover=may_cover)


def _lost(
    page: ContactPage, request: HttpRequest, lost: AlreadyLogged, day: StoreDay
) -> tuple[ContactPage, ContactForm]:
    """The page as it is now, with what was typed: nothing is overwritten, nothing is lost."""
    again = request.POST.copy()
    again["shown"] = ",".join(str(row.pk) for row in page.offered)
    again["seen"] = str(page.seen)
    still = {str(row.pk) for row in page.offered}
    again.setlist("follow_ups", [v for v in again.getlist("follow_ups") if v in still])
    title, words = _("Something changed meanwhile"), ending_words(lost.ending)
    if lost.attempt is not None:
        title = _("%(name)s logged first") % {"name": lost.attempt.by.first_name}
        if lost.attempt.by_id == request.user.pk:
            title = _("You logged first, in another tab or on another device")
        who = logged_words(lost.attempt, now=day.now)
        words = f"{outcome_name(lost.attempt.outcome)}. {who}."
    more = _("Yours is below, not saved yet. Save it, and both are kept.")
    told = Words(title, f"{words} {more}")
    return replace(page, banners=(told,)), ContactForm(page, again)


def _show(
    request: HttpRequest, page: ContactPage, form: ContactForm, *, status: int = 200
) -> HttpResponse:
    attempt = _just_saved(request, page)
    context = {
        "page": page,
        "form": form,
        "saved": saved_news(attempt, request) if attempt else None,
        "early": early_words(attempt) if attempt else "",
    }
    return TemplateResponse(request, TEMPLATE, context, status=status)


def _just_saved(request: HttpRequest, page: ContactPage) -> Attempt | None:
    """From `?saved=<attempt>`: the person's own, just now, with this customer."""
    pk = id_from(request.GET.get("saved", ""))
    attempt = own_attempt(request, pk) if pk else None
    return attempt if attempt and attempt.customer_id == page.customer.pk else None
