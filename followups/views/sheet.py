"""/calls/sheet/: today's list on paper."""

from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from dealerfollow.web.access import requires
from followups.views.lens import lens_of
from followups.views.page import Day
from followups.words.days import clock, dated


@requires("calls.work")
@require_safe
def sheet(request: HttpRequest) -> HttpResponse:
    """The list as it is now, to print: boxes to tick, and lines to write on."""
    day = Day.of(request)
    assert day.scope.user
    store = day.store_day.store
    cards = [card for card in day.on_paper() if not card.ways.is_reached]
    keep = lens_of(request).keep
    stores = list(dict.fromkeys([store.name, *(card.store.name for card in cards)]))
    context = {
        "cards": cards,
        "person": day.scope.user.name,
        "store": ", ".join(stores),
        "are_stores": len(stores) > 1,
        "keep": keep,
        "day": dated(day.store_day.today),
        "as_of": _("as of %(time)s") % {"time": clock(day.store_day.now.astimezone(store.zone))},
    }
    return TemplateResponse(request, "followups/sheet.html", context)
