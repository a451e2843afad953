"""What happened: parsed, never judged; the rules judge."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, tzinfo
from typing import Any
from uuid import uuid4

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from deliveries.models import DEPARTMENTS
from followups.actions import LogDetails
from followups.forms.log_details import STOPS, details_of
from followups.forms.ticking import Loose, Numbers, box_words, boxes_of, value_of
from followups.forms.widgets import (
    Area,
    Boxes,
    Check,
    Choice,
    Clock,
    Day,
    Hidden,
    ManyHidden,
    Pills,
    Text,
)
from followups.queries.card_page import CardPage
from followups.queries.reach import national
from followups.rules.outcomes import OUTCOMES_BY_CHANNEL
from followups.words.days import clock, day
from followups.words.labels import OUTCOMES, kind_name
from followups.words.problems import problem_words

FIRST = 5  # outcomes with a key of their own; the sixth is "other"
IN_MORE = ("call_back", "asked_to_stop")  # they ask for more than a tap
FIELD_OF = {"is_all_good": "told_news", "stop_scope": "more_outcome", "made_on": "outcome"}
SMALL = {"class": "form-control"}


@dataclass(frozen=True)
class ToldRow:
    """A we-owe of the card with the field for the date told."""

    item: str
    detail: str
    is_late: bool
    field: Any
    pk: int
    is_settled: bool


class LogForm(forms.Form):
    """The log of one card. Choices depend on the card; made by `LogForm.of(card)`."""

    key = forms.UUIDField(widget=Hidden, error_messages={"required": ""})
    shown = Numbers(required=False)
    seen = forms.IntegerField(widget=Hidden, required=False, min_value=0)
    next = forms.IntegerField(widget=Hidden, required=False, min_value=1)
    follow_ups = Loose(label=_("It answers"), required=False)
    outcome = forms.ChoiceField(
        label=_("What happened"),
        widget=Pills,
        error_messages={"required": _("Pick what happened.")},
    )
    more_outcome = forms.ChoiceField(
        label=_("What else happened"),
        required=False,
        widget=Choice(),
    )
    is_inbound = forms.BooleanField(label=_("They contacted us"), required=False, widget=Check)
    call_back_on = forms.DateField(label=_("Call back on"), required=False, widget=Day())
    call_back_at = forms.TimeField(
        label=_("Call back at"),
        required=False,
        widget=Clock(),
    )
    call_back_by = forms.TypedChoiceField(
        label=_("Who calls that day"),
        required=False,
        coerce=int,
        empty_value=None,
        widget=Choice(),
    )
    reason = forms.CharField(
        label=_("Why you called"), required=False, max_length=200, widget=Text(SMALL)
    )
    told_news = forms.ChoiceField(
        label=_("What you told them"),
        required=False,
        widget=Pills,
        choices=[("same", _("Nothing new, as below")), ("changed", _("A date changed"))],
    )
    settled = Loose(label=_("They have it now"), required=False)
    is_csi_discussed = forms.BooleanField(
        label=_("CSI survey discussed"), required=False, widget=Check
    )
    gained = forms.MultipleChoiceField(label=_("They gained"), required=False, widget=Boxes)
    gained_words = forms.CharField(
        label=_("They gained"), required=False, max_length=120, widget=Text(SMALL)
    )
    promise_item = forms.CharField(
        label=_("New promise"), required=False, max_length=120, widget=Text(SMALL)
    )
    promise_by = forms.DateField(label=_("By"), required=False, widget=Day())
    promise_department = forms.ChoiceField(
        label=_("Department"),
        required=False,
        choices=DEPARTMENTS,
        widget=Choice(),
    )
    number = forms.ChoiceField(label=_("Which number"), required=False, widget=Choice())
    answered_by = forms.TypedChoiceField(
        label=_("Who answered"),
        required=False,
        coerce=int,
        empty_value=None,
        widget=Choice(),
    )
    made_at = forms.DateTimeField(
        label=_("Made earlier?"),
        required=False,
        widget=forms.DateTimeInput(
            attrs={"type": "datetime-local", "class": "form-control"}, format="%Y-%m-%dT%H:%M"
        ),
    )
    fact = forms.CharField(label=_("New fact"), required=False, max_length=200, widget=Text(SMALL))
    note = forms.CharField(
        label=_("Note"),
        required=False,
        max_length=4_000,
        widget=Area({"class": "form-control", "rows": 2}),
    )

    def __init__(
        self,
        card: CardPage,
        data: QueryDict | None = None,
        *,
        people: Mapping[int, str] | None = None,
    ) -> None:
        self.card = card
        super().__init__(data, initial=self._initial(card))
        self._offer_follow_ups(card)
        self._offer_outcomes(card)
        self._offer_people(card)
        numbers = [(number, national(number)) for number in card.reach.numbers]
        self._choices("number", [("", "—"), *numbers])
        named = sorted((people or {}).items(), key=lambda one: one[1])
        self._choices("call_back_by", [("", "—"), *((str(pk), name) for pk, name in named)])
        gains = dict.fromkeys(reason.gain for reason in card.brief.reasons if reason.gain)
        self._choices("gained", [(gain, gain) for gain in gains])
        for owed in card.owes:
            self.fields[f"told_{owed.pk}"] = forms.DateField(
                label=owed.item, required=False, widget=Day()
            )

    @staticmethod
    def _initial(card: CardPage) -> dict[str, Any]:
        told = {f"told_{o.pk}": o.promised_on for o in card.owes}
        return {
            "key": uuid4(),
            "shown": ",".join(str(row.pk) for row in (*card.rows, *card.later)),
            "seen": card.seen,
            "next": card.next_id,
            "follow_ups": [value_of(rows) for rows in boxes_of(card.rows)],
            **told,
        }

    def _choices(self, name: str, choices: list[tuple[str, Any]]) -> None:
        field = self.fields[name]
        assert isinstance(field, forms.ChoiceField)
        field.choices = choices

    def _offer_follow_ups(self, card: CardPage) -> None:
        rows = [(value_of(rows), box_words(rows, card)) for rows in boxes_of(card.rows)]
        rows += [(str(r.pk), f"{kind_name(r.kind)}, {day(r.due_on)}") for r in card.later]
        field = self.fields["follow_ups"]
        field.widget = Boxes() if len(rows) > 1 else ManyHidden()
        self._choices("follow_ups", rows)

    def _offer_outcomes(self, card: CardPage) -> None:
        channel: Any = card.rows[0].channel
        offered = OUTCOMES_BY_CHANNEL[channel]
        first = [code for code in offered if code not in IN_MORE][:FIRST]
        more = [code for code in offered if code not in first and code != "asked_to_stop"]
        more += [code for code in ("someone_else",) if code not in (*first, *more)]
        self._choices("outcome", [(c, OUTCOMES[c]) for c in (*first, "other")])
        self._choices("more_outcome", [(c, OUTCOMES[c]) for c in (*more, *STOPS)])

    def _offer_people(self, card: CardPage) -> None:
        """The customer, and a co-buyer on the deal: a talk with either is the call (edge 68)."""
        others = [(str(other.pk), other.name) for other in card.co_buyers]
        self._choices("answered_by", [("", card.short_name), *others])

    @property
    def told_rows(self) -> list[ToldRow]:
        """The we-owes of the card, each with its field."""
        settled = self["settled"].value() or []
        return [
            ToldRow(
                line.item,
                line.detail,
                line.is_late,
                self[f"told_{owed.pk}"],
                owed.pk,
                str(owed.pk) in settled,
            )
            for owed, line in zip(self.card.owes, self.card.brief.owes, strict=True)
        ]

    def clean(self) -> dict[str, Any]:
        """What belongs together; the rest is for the rules."""
        found: dict[str, Any] = super().clean() or {}
        if "key" in self.errors:
            del self.errors["key"]
            self.add_error(None, problem_words("key_required"))
        if found.get("call_back_at") and not found.get("call_back_on"):
            self.add_error("call_back_on", problem_words("time_without_day"))
        if found.get("promise_item") and not found.get("promise_by"):
            self.add_error("promise_by", problem_words("promise_needs_day"))
        if found.get("promise_by") and not found.get("promise_item"):
            self.add_error("promise_item", problem_words("promise_needs_item"))
        return found

    def details(
        self, *, today: date, is_second: bool = False, zone: tzinfo | None = None
    ) -> LogDetails:
        """The log as the action takes it; a time typed is of `zone`. Only after is_valid()."""
        found = self.cleaned_data
        return details_of(found, self.card, today=today, is_second=is_second, zone=zone)

    def refuse(self, problems: Mapping[str, str], *, offer: datetime | None = None) -> None:
        """Puts the problems of the rules next to their fields; `offer` is the next open slot."""
        for name, code in problems.items():
            where = FIELD_OF.get(name, name)
            if name in ("outcome", "made_on") and self.cleaned_data.get("outcome") == "other":
                where = "more_outcome"
            self.add_error(where if where in self.fields else None, problem_words(code))
        if offer is not None:
            words = _("The next open time is %(day)s, %(time)s.")
            slot = {"day": day(offer.date()), "time": clock(offer)}
            self.add_error("call_back_on", words % slot)
