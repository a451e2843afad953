"""The steps of each kind of call, for somebody who makes it for the first time (line 16)."""

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext_lazy as _

_NAME = _("Say your name and the store, then the first reason in the same breath.")
_DATE = _("Set a date for whatever is open before you hang up, and write it down.")
_PERSON = _("Ask about the person before the car.")

STEPS: Mapping[str, tuple[Any, ...]] = {
    "any": (
        _NAME,
        _("Ask one question and let them talk."),
        _DATE,
    ),
    "post_sale": (
        _("Thank them, and say your name and the store."),
        _("Lead with the first reason: it is why they stay on the phone."),
        _("Ask what has come up since they drove home."),
        _DATE,
    ),
    "satisfaction": (
        _NAME,
        _("Ask what would make it perfect, and write it down."),
        _("Ask for a review in the same words as everybody."),
        _("Ask for a name only after they said that they are pleased."),
    ),
    "how_to": (
        _NAME,
        _("Offer one thing to show them."),
        _("Say when the first service is due, and offer a time."),
    ),
    "check_in": (
        _PERSON,
        _("Give the reason you called in the first sentence."),
        _("Ask how they use the car now, and keep what is new."),
        _DATE,
    ),
    "birthday": (_("Wish them well, and leave it at that."),),
    "introduction": (
        _("Say that you take over from their salesperson."),
        _("Say how they reach you from now on."),
        _("Ask what was left open, and set a date for it."),
    ),
    "lease": (
        _("Say when the lease ends."),
        _("Ask what has changed at home."),
        _("Go through what can be done before it ends, and offer a time to come by."),
    ),
    "repurchase": (
        _PERSON,
        _("Ask what the car should do next that it does not do now."),
        _("No price on the phone: offer a time instead."),
    ),
    "plates": (
        _("Say whether the plates are here, or when they come."),
        _("Say until when the temporary tag holds."),
        _DATE,
    ),
    "promise": (
        _("Give them the answer they asked for, or the new date and why."),
        _("Ask whether that settles it."),
    ),
    "call_back": (
        _("Say that they asked for this call, and give the answer first."),
        _DATE,
    ),
    "heat": (
        _("Say what was done since you last spoke, before you ask anything."),
        _("Listen to the end. Do not explain why it happened."),
        _("Say when they hear from you again, and keep that day."),
    ),
    "thank_you": (
        _("Thank them for the name they gave, and say how it went if they may know."),
        _("Leave it at that: this is not the call to ask for another."),
    ),
}
