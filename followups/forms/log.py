"""What happened: parsed, never judged; the rules judge."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, tzinfo
from typing import Any
from uuid import uuid4

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from deliveries.models import DEPARTMENTS
from followups.actions import LogDetails, NewPromise
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
from followups.models import FollowUp
from followups.queries.card_page import CardPage
from followups.rules.merging import FLEET
from followups.rules.outcomes import OUTCOMES_BY_CHANNEL
from followups.words.days import clock, day
from followups.words.labels import OUTCOMES, kind_name
from followups.words.problems import problem_words

FIRST = 5  # outcomes with a key of their own; the sixth is "other"
IN_MORE = ("call_back", "asked_to_stop")  # they ask for more than a tap
STOPS = {"asked_to_stop_sales": "sales", "asked_to_stop_everything": "everything"}
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


class Loose(forms.MultipleChoiceField):
    """Ids that were on the card when it was shown: what became of them is the action's to say.

    One box may stand for several follow-ups ("12-13-14"): the calls of a fleet (edge case 43).
    """

    def valid_value(self, value: Any) -> bool:
        """Numbers, with hyphens between several."""
        return all(part.isdecimal() for part in str(value).split("-"))

    @staticmethod
    def ids(values: list[str]) -> tuple[int, ...]:
        """All of them, once the field is clean."""
        return tuple(int(part) for value in values for part in value.split("-"))


def _boxes(rows: Sequence[FollowUp]) -> list[list[FollowUp]]:
    """What is ticked together: one follow-up, or those of one kind for the cars of a fleet."""
    by_kind: dict[str, list[FollowUp]] = {}
    for row in rows:
        by_kind.setdefault(row.kind, []).append(row)
    return [
        box
        for same in by_kind.values()
        for box in ([same] if len(same) >= FLEET else [[row] for row in same])
    ]


def _value(rows: Sequence[FollowUp]) -> str:
    return "-".join(str(row.pk) for row in rows)


def _box_words(rows: Sequence[FollowUp], card: CardPage) -> str:
    """What is ticked, with the car where two of a kind are due, or when it is merged from later."""
    row = rows[0]
    name = kind_name(row.kind)
    if len(rows) > 1:
        return ngettext("%(kind)s, %(n)d car", "%(kind)s, %(n)d cars", len(rows)) % {
            "kind": name,
            "n": len(rows),
        }
    if sum(other.kind == row.kind for other in card.rows) > 1 and row.delivery:
        return f"{name}, {row.delivery.vehicle.name}"
    return name


class Numbers(forms.CharField):
    """Numbers with commas between them."""

    widget = Hidden

    def clean(self, value: Any) -> Any:
        """A tuple of int; what is no number is left out."""
        return tuple(int(part) for part in str(value or "").split(",") if part.isdecimal())


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
            "follow_ups": [_value(rows) for rows in _boxes(card.rows)],
            **told,
        }

    def _choices(self, name: str, choices: list[tuple[str, Any]]) -> None:
        field = self.fields[name]
        assert isinstance(field, forms.ChoiceField)
        field.choices = choices

    def _offer_follow_ups(self, card: CardPage) -> None:
        rows = [(_value(rows), _box_words(rows, card)) for rows in _boxes(card.rows)]
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
        delivery = next((row.delivery for row in card.rows if row.delivery), None)
        other = delivery.co_buyer if delivery else None
        choices: list[tuple[str, Any]] = [("", card.short_name)]
        if other is not None and other.pk != card.customer.pk:
            choices.append((str(other.pk), other.name))
        self._choices("answered_by", choices)

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
        made_at = found["made_at"].replace(tzinfo=zone) if found["made_at"] and zone else None
        outcome = found["more_outcome"] if found["outcome"] == "other" else found["outcome"]
        told: dict[int, date] = {}
        if found["told_news"]:
            told = self._told(is_changed=found["told_news"] == "changed", today=today)
        gained = (*found["gained"], found["gained_words"].strip())
        promise = None
        if found["promise_item"]:
            promise = NewPromise(
                found["promise_item"], found["promise_department"] or "sales", found["promise_by"]
            )
        return LogDetails(
            key=found["key"],
            shown=found["shown"],
            ticked=Loose.ids(found["follow_ups"]),
            seen=found["seen"] or 0,
            outcome="asked_to_stop" if outcome in STOPS else outcome,
            is_inbound=found["is_inbound"],
            reason=found["reason"].strip() or self._reason_words(),
            reason_codes=self.card.brief.codes,
            used_reason=self.card.used_reason,
            note=found["note"].strip(),
            gained=tuple(words for words in gained if words),
            told=tuple(told.items()),
            settled=Loose.ids(found["settled"]),
            is_all_good=found["told_news"] == "same",
            is_csi_discussed=found["is_csi_discussed"],
            call_back_on=found["call_back_on"] if outcome == "call_back" else None,
            call_back_at=found["call_back_at"] if outcome == "call_back" else None,
            call_back_by=found["call_back_by"] if outcome == "call_back" else None,
            stop_scope=STOPS.get(outcome),
            promise=promise,
            fact=found["fact"].strip(),
            is_second=is_second,
            made_at=made_at,
            answered_by=found["answered_by"],
        )

    def _reason_words(self) -> str:
        reasons = self.card.brief.reasons
        return reasons[0].title[:200] if reasons and self.card.brief.codes else ""

    def _told(self, *, is_changed: bool, today: date) -> dict[int, date]:
        """The date told for each we-owe: typed, or the one that the card showed."""
        told = {}
        for owed in self.card.owes:
            on = self.cleaned_data.get(f"told_{owed.pk}") if is_changed else owed.promised_on
            is_stale = is_changed and on == owed.promised_on and on is not None and on < today
            if on is not None and not is_stale and (is_changed or on >= today):
                told[owed.pk] = on
        return told

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
