"""/livez: the process answers. Before anything that touches the database or a session."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse, HttpResponseBase


class HealthMiddleware:
    """Answers /livez by itself; everything else goes on."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """Answers /livez, or passes on."""
        if request.path == "/livez":
            return HttpResponse("alive\n", content_type="text/plain")
        return self.get_response(request)
