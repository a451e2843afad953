"""What the address of an accountability page asks for."""

from dataclasses import dataclass
from datetime import date
from urllib.parse import urlencode

from django import forms
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accountability.rules.periods import MAX_PERIOD_DAYS, PERIOD_NAMES, period_named
from dealerfollow.lib.ids import id_from
from dealerfollow.lib.periods import Period, month_to_date
from dealerfollow.stores.models import Membership, Store
from dealerfollow.web.fields import DayField

SEE, EXPORT = "accountability.see", "accountability.export"
REVIEW = "accountability.review"
ALL_STORES = "all"
PERIOD_WORDS = {
    "month": gettext_lazy("Month to date"),
    "last_month": gettext_lazy("Last month"),
    "week": gettext_lazy("This week"),
    "30_days": gettext_lazy("Last 30 days"),
    "12_weeks": gettext_lazy("Last 12 weeks"),
}


@dataclass(frozen=True)
class Asked:
    """Stores, days, condition and person of one page; `problem` says which days made no sense."""

    stores: tuple[Store, ...]
    store_slug: str
    period: Period
    period_text: str
    condition: str
    person_id: int | None
    today: date
    problem: str = ""

    def query(self, **changes: object) -> str:
        """The address's query for the same page with these changes; None leaves a part out."""
        parts: dict[str, object] = {
            "store": self.store_slug or None,
            "period": self.period_text if self.period_text != "month" else None,
            "condition": self.condition or None,
            "person": self.person_id,
            **changes,
        }
        return urlencode({name: value for name, value in parts.items() if value})

    @property
    def is_group(self) -> bool:
        """Several stores side by side."""
        return self.store_slug == ALL_STORES


def _day_input() -> forms.DateInput:
    return forms.DateInput(attrs={"type": "date", "class": "form-control"}, format="%Y-%m-%d")


class DaysForm(forms.Form):
    """From one day to another, typed."""

    start = DayField(label=gettext_lazy("From"), widget=_day_input())
    end = DayField(label=gettext_lazy("To"), widget=_day_input())


def asked_of(request: HttpRequest, *, right: str = SEE) -> Asked:
    """Reads the address. A store, condition or person that is not there is Http404, a store
    without `right` PermissionDenied; days that make no sense become month to date and `problem`."""
    stores, slug = _stores(request, right)
    today = max(store.day_of(request.now) for store in stores)  # type: ignore[attr-defined]
    condition = request.GET.get("condition", "")
    if condition not in ("", "new", "used"):
        raise Http404
    period, text, problem = _period(request, today)
    return Asked(stores, slug, period, text, condition, _person(request), today, problem)


def _stores(request: HttpRequest, right: str) -> tuple[tuple[Store, ...], str]:
    scope = request.scope  # type: ignore[attr-defined]
    slug = request.GET.get("store", "")
    held = [store for store in scope.stores if scope.has(right, store.pk)]
    if slug == ALL_STORES and len(held) > 1:
        return tuple(held), slug
    if not slug:
        on_screen = [store for store in held if scope.store and store.pk == scope.store.pk]
        if not held:
            raise PermissionDenied
        return tuple(on_screen or held[:1]), ""
    found = [store for store in scope.stores if store.slug == slug]
    if not found:
        raise Http404
    if found[0] not in held:
        raise PermissionDenied
    return (found[0],), slug


def _period(request: HttpRequest, today: date) -> tuple[Period, str, str]:
    text = request.GET.get("period", "month")
    if "start" in request.GET or "end" in request.GET:
        form = DaysForm(request.GET)
        if not form.is_valid():
            return month_to_date(today), "month", _("Give both days, such as 2026-11-01.")
        text = f"{form.cleaned_data['start']}..{form.cleaned_data['end']}"
    try:
        return period_named(text, today), text, ""
    except ValueError:
        problem = _("From comes before To, not after today, and at most %(days)s days before.")
        return month_to_date(today), "month", problem % {"days": MAX_PERIOD_DAYS}


def days_form(request: HttpRequest, asked: Asked) -> DaysForm:
    """The days on the page; those that were typed while they make no sense."""
    if asked.problem and "start" in request.GET:
        return DaysForm(request.GET)
    return DaysForm(initial={"start": asked.period.start, "end": asked.period.end})


def _person(request: HttpRequest) -> int | None:
    text = request.GET.get("person", "")
    if not text:
        return None
    scope = request.scope  # type: ignore[attr-defined]
    pk = id_from(text)
    members = Membership.objects.filter(group_id=scope.group_id)
    if pk is None or not members.filter(user=pk).exists():
        raise Http404
    return pk


def period_choices(asked: Asked) -> list[tuple[str, str]]:
    """(text, words) of the periods offered; a typed one stands last."""
    found = [(name, str(PERIOD_WORDS[name])) for name in PERIOD_NAMES]
    if asked.period_text not in PERIOD_NAMES:
        found.append((asked.period_text, _("Chosen days")))
    return found
