"""/customers/<id>/: the whole story of one customer."""

from typing import Any
from urllib.parse import urlencode

from django.http import HttpRequest
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _

from customers.forms import FactForm, UseForm, WishesForm
from customers.models import Customer
from customers.panels import Drawn, draw_panels
from customers.queries.story import story_of
from customers.timeline import KINDS, Asking, Timeline, asking_of, timeline_of
from customers.views.fetching import fetch_customer
from dealerfollow.web.access import requires

PAGE = "customers/detail.html"


@requires("customers.see")
def customer(request: HttpRequest, pk: int) -> TemplateResponse:
    """Everything about one customer that this reader may see; htmx asks for the timeline alone."""
    found = fetch_customer(request, pk, right="customers.see")
    if request.headers.get("HX-Target") == "tl":
        asking = asking_of(request.scope, found, now=request.now)  # type: ignore[attr-defined]
        context = {"customer": found, **_timeline(request, asking)}
        return TemplateResponse(
            request, "customers/_timeline.html", context, headers={"Vary": "HX-Target"}
        )
    return story_page(request, found)


def story_page(
    request: HttpRequest, found: Customer, *, fact_form: FactForm | None = None, status: int = 200
) -> TemplateResponse:
    """The page; with `fact_form` as it came back with problems."""
    scope: Any = request.scope  # type: ignore[attr-defined]
    now = request.now  # type: ignore[attr-defined]
    asking = asking_of(scope, found, now=now)
    panels = draw_panels(scope, found, now)
    words = [drawn.words for place in panels.values() for drawn in place if drawn.words]
    story = story_of(
        scope,
        found,
        now=now,
        parted_on=asking.parted_on,
        has_children=asking.sees_children,
    )
    context = {
        "customer": found,
        "story": story,
        "panels": panels,
        "call": None if _has_call(panels) else next((n for n in story.numbers if n.href), None),
        "words": " · ".join([found.store.name, *words]),
        "fact_form": fact_form or FactForm(has_children=asking.sees_children),
        "use_form": UseForm(initial={"use": found.how_they_use_it}),
        "wishes_form": WishesForm(instance=found),
        **_timeline(request, asking),
    }
    return TemplateResponse(request, PAGE, context, status=status, headers={"Vary": "HX-Target"})


def _has_call(panels: dict[str, list[Drawn]]) -> bool:
    """Whether a floor above draws the button that rings them, open or closed."""
    return any("call" in drawn.context for drawn in panels["head"])


def _timeline(request: HttpRequest, asking: Asking) -> dict[str, Any]:
    """The page of the timeline that the address asks for, and the pills that choose its kind."""
    kind, after = request.GET.get("kind", ""), request.GET.get("after", "")
    timeline = timeline_of(asking, kind=kind, after=after)
    return {
        "timeline": timeline,
        "tabs": _tabs(timeline),
        "older_url": _address(timeline.kind, timeline.older),
        "newest_url": _address(timeline.kind, ""),
    }


def _tabs(timeline: Timeline) -> list[dict[str, Any]]:
    names = {"": _("Everything"), **KINDS}
    return [
        {"label": name, "url": _address(kind, ""), "is_current": kind == timeline.kind}
        for kind, name in names.items()
    ]


def _address(kind: str, after: str) -> str:
    asked = {name: value for name, value in (("kind", kind), ("after", after)) if value}
    return f"?{urlencode(asked)}"
