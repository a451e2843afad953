"""Any contact: who began it first, the rest only where it is asked for."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any
from uuid import uuid4

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from dealerfollow.web.fields import DayField
from followups.actions import LogDetails, NewPromise
from followups.forms.parts import offer, put_problems
from followups.forms.ticking import Loose, Numbers
from followups.forms.widgets import Area, Boxes, Choice, Clock, Day, Hidden, Pills, Text
from followups.queries.contact_page import ContactPage
from followups.rules.contacts import STOPS, WAYS, Way
from followups.words.contacts import ICONS, OUTCOMES, way_name
from followups.words.contacts import WAYS as WAY_NAMES
from followups.words.days import clock
from followups.words.labels import outcome_name
from followups.words.numbers import national
from followups.words.problems import problem_words

FIELD_OF = {"outcome": "way", "made_on": "at", "made_at": "at"}
THEIRS = tuple(code for code, way in WAYS.items() if way.is_inbound)


class ContactForm(forms.Form):
    """The log of any contact with one customer; only how it came about has to be said."""

    key = forms.UUIDField(widget=Hidden, error_messages={"required": ""})
    shown = Numbers(required=False)
    seen = forms.IntegerField(widget=Hidden, required=False, min_value=0)
    way = forms.ChoiceField(
        label=_("What happened"),
        widget=Pills,
        choices=list(WAY_NAMES.items()),
        error_messages=dict.fromkeys(("required", "invalid_choice"), _("Pick how it came about.")),
    )
    follow_ups = Loose(label=_("It answers"), required=False, widget=Boxes)
    reason = forms.CharField(
        label=_("Why you called"), required=False, max_length=200, widget=Text()
    )
    call_back_on = DayField(label=_("Call back on"), required=False, widget=Day())
    call_back_at = forms.TimeField(label=_("Call back at"), required=False, widget=Clock())
    number = forms.ChoiceField(label=_("Which number"), required=False, widget=Choice())
    at = forms.TimeField(label=_("Earlier today, at"), required=False, widget=Clock())
    note = forms.CharField(
        label=_("Note"),
        required=False,
        max_length=4_000,
        widget=Area({"class": "form-control", "rows": 2}),
    )

    def __init__(self, page: ContactPage, data: QueryDict | None = None) -> None:
        self.page = page
        initial = {
            "key": uuid4(),
            "shown": ",".join(str(row.pk) for row in page.offered),
            "seen": page.seen,
            "follow_ups": [str(row.pk) for row in page.offered if row.is_ticked],
        }
        super().__init__(data, initial=initial, auto_id="contact_%s")
        offer(self, "follow_ups", [(str(row.pk), row.label) for row in page.offered])
        numbers = [(number, national(number)) for number in page.numbers]
        offer(self, "number", [("", "—"), *numbers])
        for way in WAYS.values():
            self.fields[f"outcome_{way.code}"] = forms.ChoiceField(
                label=_("How it ended"),
                required=False,
                widget=Pills,
                initial=way.default,
                choices=[(code, _outcome_words(way, code)) for code in way.outcomes],
            )

    @property
    def ways(self) -> list[tuple[str, list[tuple[Any, str, int]]]]:
        """Who began it, and the radios of each with its icon and its place; up to 9 it is a key."""
        keyed = [
            (r, ICONS[way], n) for n, (way, r) in enumerate(zip(WAYS, self["way"], strict=True), 1)
        ]
        theirs = len(THEIRS)
        return [
            (gettext("They came to us"), keyed[:theirs]),
            (gettext("I went to them"), keyed[theirs:]),
        ]

    @property
    def endings(self) -> list[tuple[str, Any]]:
        """How each way may have ended, where there is more than one."""
        return [(w.code, self[f"outcome_{w.code}"]) for w in WAYS.values() if len(w.outcomes) > 1]

    def clean(self) -> dict[str, Any]:
        """What belongs together; the rest is for the rules."""
        found: dict[str, Any] = super().clean() or {}
        if "key" in self.errors:
            del self.errors["key"]
            self.add_error(None, problem_words("key_required"))
        way = WAYS.get(found.get("way", ""))
        if way is not None and not self._outcome(way, found):
            self.add_error(f"outcome_{way.code}", problem_words("outcome_required"))
        if found.get("call_back_at") and not found.get("call_back_on"):
            self.add_error("call_back_on", problem_words("time_without_day"))
        return found

    @staticmethod
    def _outcome(way: Way, found: Mapping[str, Any]) -> str:
        return found.get(f"outcome_{way.code}") or way.default

    def details(self, *, today: date) -> LogDetails:
        """The log as the action takes it, of the store's `today`. Only after is_valid()."""
        found = self.cleaned_data
        way = WAYS[found["way"]]
        outcome = self._outcome(way, found)
        is_call_back = outcome == "call_back"
        made_at = None
        if found["at"]:
            made_at = datetime.combine(today, found["at"], self.page.store.zone)
        ticked = Loose.ids(found["follow_ups"])
        return LogDetails(
            key=found["key"],
            shown=found["shown"],
            ticked=ticked,
            seen=found["seen"] or 0,
            outcome="asked_to_stop" if outcome in STOPS else outcome,
            is_inbound=way.is_inbound,
            reason=_reason(way, found),
            note=found["note"].strip(),
            call_back_on=found["call_back_on"] if is_call_back else None,
            call_back_at=found["call_back_at"] if is_call_back else None,
            stop_scope=STOPS.get(outcome),
            promise=_promised(found) if is_call_back and not ticked else None,
            number=found["number"],
            made_at=made_at,
        )

    def refuse(self, problems: Mapping[str, str]) -> None:
        """Puts the problems of the rules next to their fields."""
        put_problems(self, problems, FIELD_OF, words=_problem_words)


def _problem_words(code: str) -> str:
    if code == "channel_stopped":
        return gettext(
            "They asked not to be contacted this way. If they came to us, pick what they did."
        )
    return problem_words(code)


def _outcome_words(way: Way, outcome: str) -> Any:
    return OUTCOMES.get((way.code, outcome)) or outcome_name(outcome)


def _reason(way: Way, found: Mapping[str, Any]) -> str:
    """Why we called; of somebody in the service drive, that they were there."""
    if way.code == "service_drive":
        return way_name(way.code)
    return "" if way.is_inbound else found["reason"].strip()


def _promised(found: Mapping[str, Any]) -> NewPromise | None:
    """A call back that no follow-up is there to carry is a promise of its own (line 52)."""
    if not found["call_back_on"]:
        return None
    item = gettext("Call back")
    if found["call_back_at"]:
        item = gettext("Call back at %(time)s") % {"time": clock(found["call_back_at"])}
    return NewPromise(item, "sales", found["call_back_on"])
