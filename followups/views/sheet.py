"""/calls/sheet/: today's list on paper."""

from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from dealerfollow.web.access import requires
from followups.queries.call_sheet import call_sheet
from followups.views.page import Day
from followups.words.days import clock, dated
from followups.words.labels import outcome_name

BOXES = ("spoke", "voicemail", "no_answer", "texted", "wrong_number", "someone_else")
"""What the sheet has a box for; the rest is written on the line."""


@requires("calls.work")
@require_safe
def sheet(request: HttpRequest) -> HttpResponse:
    """The list as it is now, to print: boxes to tick, and lines to write on."""
    day = Day.of(request)
    assert day.scope.user
    store = day.store_day.store
    context = {
        "cards": call_sheet(day.store_day, day.scope.user, may_cover=day.may_cover),
        "boxes": [outcome_name(code) for code in BOXES],
        "person": day.scope.user.name,
        "store": store.name,
        "day": dated(day.store_day.today),
        "as_of": _("as of %(time)s") % {"time": clock(day.store_day.now.astimezone(store.zone))},
    }
    return TemplateResponse(request, "followups/sheet.html", context)
