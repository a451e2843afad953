"""/livez and /readyz: answered before anything that opens a transaction or touches a session."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.urls import resolve


class HealthMiddleware:
    """Answers both by itself; everything else goes on.

    /livez says that the process lives. /readyz is the URLconf's view, called here because the
    transaction around every other request would fail before it could say that the database does.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """See the class."""
        if request.path == "/livez":
            return HttpResponse("alive\n", content_type="text/plain")
        if request.path == "/readyz":
            match = resolve(request.path)
            answer: HttpResponseBase = match.func(request)
            return answer
        return self.get_response(request)
