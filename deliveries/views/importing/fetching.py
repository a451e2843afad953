"""The file that a step of the import is about."""

from django.http import HttpRequest

from dealerfollow.web.access import fetch
from deliveries.models import ImportBatch

RIGHT = "deliveries.import"
Status = ImportBatch.Status


def batch_of(request: HttpRequest, pk: int) -> ImportBatch:
    """The file of that id without its content; 404 to whoever may not import there."""
    rows = ImportBatch.objects.select_related("store").defer("content")
    return fetch(request, rows, right=RIGHT, pk=pk)
