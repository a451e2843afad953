"""How a contact came about, in words."""

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext_lazy as _

WAYS: Mapping[str, Any] = {
    "they_called": _("They called"),
    "walked_in": _("Walked in"),
    "service_drive": _("In the service drive"),
    "they_texted": _("They texted"),
    "they_emailed": _("They e-mailed"),
    "they_wrote": _("They wrote a letter"),
    "i_called": _("I called"),
    "i_texted": _("I texted"),
    "i_emailed": _("I e-mailed"),
    "i_wrote": _("I wrote a note or letter"),
    "i_visited": _("I went to see them"),
}
ICONS: Mapping[str, str] = {
    "they_called": "phone-incoming",
    "walked_in": "walk",
    "service_drive": "tool",
    "they_texted": "message-2",
    "they_emailed": "mail",
    "they_wrote": "mail",
    "i_called": "phone",
    "i_texted": "message",
    "i_emailed": "mail",
    "i_wrote": "pencil",
    "i_visited": "car",
}
OUTCOMES: Mapping[tuple[str, str], Any] = {
    ("they_called", "voicemail"): _("They left a message"),
    ("they_called", "spoke"): _("We spoke"),
    ("walked_in", "met"): _("We spoke"),
    ("service_drive", "met"): _("We spoke"),
    ("they_texted", "text_answered"): _("They texted"),
    ("they_emailed", "email_answered"): _("They e-mailed"),
    ("they_wrote", "sent"): _("It came by mail"),
    ("i_texted", "texted"): _("Sent, no answer yet"),
    ("i_texted", "text_answered"): _("They texted back"),
    ("i_emailed", "emailed"): _("Sent, no answer yet"),
    ("i_visited", "met"): _("We spoke"),
}
BEGUN: Mapping[str, Any] = {
    "phone": _("They called"),
    "text": _("They texted"),
    "email": _("They e-mailed"),
    "letter": _("They wrote"),
    "in_person": _("They came in"),
}

CHANNEL_ICONS: Mapping[str, str] = {
    "phone": "phone",
    "text": "message",
    "email": "mail",
    "letter": "mail",
    "in_person": "walk",
}


def way_name(way: str) -> str:
    """ "In the service drive"."""
    return str(WAYS[way])


def begun_words(channel: str) -> str:
    """What they did to begin a contact: "They texted"."""
    return str(BEGUN.get(channel, BEGUN["phone"]))
