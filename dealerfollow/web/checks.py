"""Boot check: every address says who may open it."""

from collections.abc import Iterator
from typing import Any

from django.core.checks import Error, register
from django.urls import URLPattern, URLResolver, get_resolver

THIRD_PARTY = ("allauth.", "django.")


def all_patterns(
    resolver: URLResolver | None = None, prefix: str = ""
) -> Iterator[tuple[str, URLPattern]]:
    """Every (route, pattern) of the URLconf."""
    for entry in (resolver or get_resolver()).url_patterns:
        route = prefix + str(entry.pattern)
        if isinstance(entry, URLResolver):
            yield from all_patterns(entry, route)
        else:
            yield route, entry


@register()
def every_view_says_who_may_open_it(**kwargs: Any) -> list[Error]:
    """E001: a view of ours without `requires` and without `login_not_required`."""
    found = []
    for route, pattern in all_patterns():
        view = pattern.callback
        if view.__module__.startswith(THIRD_PARTY):
            continue
        is_public = getattr(view, "login_required", True) is False
        if not is_public and not hasattr(view, "required_rights"):
            found.append(Error(f"/{route} does not say who may open it.", id="web.E001"))
    return found
