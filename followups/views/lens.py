"""What of the list the address asks for, kept from card to card."""

from urllib.parse import urlencode

from django.http import HttpRequest

from dealerfollow.lib.ids import id_from
from followups.queries.bdc_list import Lens
from followups.words.labels import KINDS

ALL = "all"
NAMES = ("kind", "person", "stores")


def lens_of(request: HttpRequest) -> Lens:
    """From ?kind=, ?person= and ?stores=; what makes no sense asks for nothing."""
    asked = {name: request.GET.get(name, "") for name in NAMES}
    if asked["kind"] not in KINDS:
        asked["kind"] = ""
    person = id_from(asked["person"])
    if person is None:
        asked["person"] = ""
    if asked["stores"] != ALL and id_from(asked["stores"]) is None:
        asked["stores"] = ""
    kept = urlencode({name: value for name, value in asked.items() if value})
    return Lens(asked["kind"], person, asked["stores"], f"?{kept}" if kept else "")


def with_more(url: str, **more: object) -> str:
    """The address with more in its query."""
    return f"{url}{'&' if '?' in url else '?'}{urlencode(more)}"
