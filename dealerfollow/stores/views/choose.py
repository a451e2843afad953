"""Which store is on screen, and in which group a person of two works just now."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponseBase
from django.shortcuts import redirect
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_POST

from dealerfollow.lib.ids import id_from
from dealerfollow.stores.middleware import GROUP_KEY, STORE_KEY
from dealerfollow.stores.models import Membership
from dealerfollow.web.access import requires


@requires()
@require_POST
def choose(request: HttpRequest) -> HttpResponseBase:
    """Keeps `store` (or `group`) for this session; Http404 for one that is not theirs."""
    scope: Any = request.scope  # type: ignore[attr-defined]
    group = id_from(request.POST.get("group", ""))
    if group is not None:
        mine = Membership.objects.active().filter(user=request.user.pk)
        if not mine.filter(group_id=group).exists():
            raise Http404
        request.session[GROUP_KEY] = group
        request.session.pop(STORE_KEY, None)
        return redirect("home")
    store = id_from(request.POST.get("store", ""))
    if store not in scope.store_ids:
        raise Http404
    request.session[STORE_KEY] = store
    return redirect(_back(request))


def _back(request: HttpRequest) -> str:
    """The page they were on, if it is one of ours; else their first page."""
    path = request.POST.get("next", "")
    hosts = {request.get_host()}
    return path if path and url_has_allowed_host_and_scheme(path, hosts) else "/"
