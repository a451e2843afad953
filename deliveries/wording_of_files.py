"""Sold files in words: fields that a column can mean, and the state a file is in."""

from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from deliveries.models import ImportBatch

ORDERS = {
    "mdy": gettext_noop("Month first: 11/20/2026"),
    "dmy": gettext_noop("Day first: 20/11/2026"),
}

FIELD_WORDS = {
    "deal_number": gettext_noop("Deal number"),
    "sold_on": gettext_noop("Sold on"),
    "delivered_on": gettext_noop("Delivered on"),
    "event_on": gettext_noop("Finalized on"),
    "status": gettext_noop("Status"),
    "condition": gettext_noop("New or used"),
    "sale_kind": gettext_noop("Kind of sale"),
    "customer_name": gettext_noop("Customer’s whole name"),
    "first_name": gettext_noop("First name"),
    "middle_name": gettext_noop("Middle name"),
    "last_name": gettext_noop("Last name"),
    "company_name": gettext_noop("Company"),
    "customer_number": gettext_noop("Customer number"),
    "phone_mobile": gettext_noop("Mobile"),
    "phone_home": gettext_noop("Home phone"),
    "phone_work": gettext_noop("Work phone"),
    "phone_other": gettext_noop("Another phone"),
    "email": gettext_noop("E-mail"),
    "address": gettext_noop("Address"),
    "address2": gettext_noop("Address, second line"),
    "city": gettext_noop("City"),
    "state": gettext_noop("State"),
    "zip": gettext_noop("ZIP code"),
    "born_on": gettext_noop("Born on"),
    "language": gettext_noop("Language"),
    "vin": gettext_noop("VIN"),
    "stock_number": gettext_noop("Stock number"),
    "vehicle": gettext_noop("Year, make and model in one"),
    "year": gettext_noop("Year"),
    "make": gettext_noop("Make"),
    "model": gettext_noop("Model"),
    "trim": gettext_noop("Trim"),
    "body_style": gettext_noop("Body"),
    "color": gettext_noop("Color"),
    "mileage": gettext_noop("Miles"),
    "salesperson_1_id": gettext_noop("Salesperson number"),
    "salesperson_1_name": gettext_noop("Salesperson name"),
    "salesperson_2_id": gettext_noop("Second salesperson number"),
    "salesperson_2_name": gettext_noop("Second salesperson name"),
    "salesperson_3_id": gettext_noop("Third salesperson number"),
    "salesperson_3_name": gettext_noop("Third salesperson name"),
    "lease_term": gettext_noop("Term in months"),
    "lease_end": gettext_noop("Lease ends on"),
    "co_name": gettext_noop("Co-buyer’s whole name"),
    "co_first_name": gettext_noop("Co-buyer’s first name"),
    "co_last_name": gettext_noop("Co-buyer’s last name"),
    "co_number": gettext_noop("Co-buyer’s customer number"),
    "co_phone_mobile": gettext_noop("Co-buyer’s mobile"),
    "co_phone_home": gettext_noop("Co-buyer’s home phone"),
    "co_phone_work": gettext_noop("Co-buyer’s work phone"),
    "co_email": gettext_noop("Co-buyer’s e-mail"),
}


def field_choices() -> list[tuple[str, str]]:
    """What a column can mean, with "not read" first."""
    return [("", _("Not read")), *((code, _(words)) for code, words in FIELD_WORDS.items())]


def state_of(batch: ImportBatch) -> dict[str, Any]:
    """The state of a file as a chip: label, tone, icon."""
    tones = {
        "checked": ("hand", "eye"),
        "waiting": ("late", "clock"),
        "running": ("late", "clock"),
        "done": ("ok", "check"),
        "failed": ("miss", "alert-circle"),
    }
    tone, icon = tones[batch.status]
    return {"label": batch.get_status_display(), "tone": tone, "icon": icon}


def ended_words(batch: ImportBatch) -> str:
    """The line under the title while rows come in, and when they have."""
    if batch.status == ImportBatch.Status.DONE:
        return _("%(file)s is in.") % {"file": batch.filename}
    if batch.status == ImportBatch.Status.FAILED:
        return _("%(file)s is in as far as it got.") % {"file": batch.filename}
    return _("%(file)s. You can leave this page; it goes on by itself.") % {"file": batch.filename}
