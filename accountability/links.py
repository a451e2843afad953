"""What accountability offers on the floors below: the page that corrects a log in words."""

from django.urls import reverse

from followups.links import register_correction
from followups.models import Attempt


def correction_of(attempt: Attempt) -> str:
    """The address of the page that corrects this log (decision 12)."""
    return reverse("accountability:correct", args=[attempt.pk])


register_correction(correction_of)
