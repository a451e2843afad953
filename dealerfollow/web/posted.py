"""What a form is bound to."""

from django.http import HttpRequest, QueryDict


def posted(request: HttpRequest) -> QueryDict | None:
    """The fields sent by POST, empty ones too; None for any other method, so a form is unbound."""
    return request.POST if request.method == "POST" else None
