"""Calls of a paper list, typed in afterwards: one small form a line, each with a key of its own."""

from collections.abc import Mapping
from datetime import date, datetime, time, tzinfo
from typing import Any
from uuid import UUID, uuid4

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from dealerfollow.lib.ids import id_from
from dealerfollow.web.fields import DayField
from followups.actions import LogDetails
from followups.forms.parts import offer, put_problems
from followups.forms.widgets import Choice, Clock, Day, Text
from followups.queries.call_sheet import SheetCard
from followups.queries.entered import Meant
from followups.rules.claimed_time import problem_with_day
from followups.rules.outcomes import ON_PAPER, WRITTEN_ON_PAPER
from followups.words.labels import outcome_name
from followups.words.problems import problem_words

THEY_CALLED = "they_called"
BLANK_ROWS = 5
FIELD_OF = {"made_at": "at", "made_on": "at", "reason": "words", "number": "outcome"}


class DayForm(forms.Form):
    """The day on which all of them were made."""

    day = DayField(label=_("Made on"), widget=Day())

    def __init__(self, data: QueryDict | None = None, *, today: date) -> None:
        super().__init__(data, initial={"day": today})
        self.today = today

    def clean_day(self) -> date:
        """A day that has come, and not long ago; what each line is late for is said beside it."""
        day: date = self.cleaned_data["day"]
        code = problem_with_day(day, self.today)
        if code:
            raise forms.ValidationError(problem_words(code))
        return day


class CallRow(forms.Form):
    """One line: who, when, what came of it, a few words."""

    who = forms.CharField(label=_("Customer"), required=False, max_length=120)
    pick = forms.TypedChoiceField(
        label=_("Which one"), required=False, coerce=int, empty_value=None, widget=Choice()
    )
    at = forms.TimeField(label=_("Time"), required=False, widget=Clock())
    outcome = forms.ChoiceField(label=_("What happened"), required=False, widget=Choice())
    words = forms.CharField(label=_("A few words"), required=False, max_length=400)

    def __init__(self, key: UUID | None = None, data: QueryDict | None = None) -> None:
        self.key = key or uuid4()
        super().__init__(data, prefix=str(self.key))
        self.fields["who"].widget = Text({"list": "on-the-list"})
        self.fields["words"].widget = Text()
        named = [(code, outcome_name(code)) for code in (*ON_PAPER, *WRITTEN_ON_PAPER.values())]
        offer(self, "outcome", [("", "—"), *named, (THEY_CALLED, _("They called, we spoke"))])
        picked = data.get(f"{self.key}-pick", "") if data is not None else ""
        self.has_picks = id_from(picked) is not None  # several are called so: a choice is drawn
        offer(self, "pick", [("", "—"), *([(picked, picked)] if self.has_picks else [])])

    @property
    def is_blank(self) -> bool:
        """Nothing was typed in it."""
        names = ("who", "at", "outcome", "words")
        return not any(str(self.data.get(f"{self.key}-{name}", "")).strip() for name in names)

    def clean(self) -> dict[str, Any]:
        """A line that says anything says who, when and what."""
        found: dict[str, Any] = super().clean() or {}
        for name, words in (
            ("who", _("Who was it?")),
            ("at", _("At what time?")),
            ("outcome", _("Pick what happened.")),
        ):
            if not found.get(name) and name not in self.errors:
                self.add_error(name, words)
        return found

    def ask_which(self, meant: Meant) -> None:
        """Says that nobody, or several, are called so."""
        offer(self, "pick", [("", "—"), *meant.picks])
        self.has_picks = bool(meant.picks)
        if meant.picks:
            self.add_error("pick", _("Which one is it?"))
        else:
            self.add_error("who", _("Nobody found. Try the last 4 digits or the deal number."))

    def ask_order(self, before: time | None) -> None:
        """Times go forward, as on the sheet: one that goes back is mistyped, or its row is."""
        at = self.cleaned_data.get("at")
        if before is not None and at is not None and at < before:
            self.add_error("at", _("Earlier than the row above."))

    def details(
        self, card: SheetCard | None, ticked: tuple[int, ...], *, day: date, zone: tzinfo
    ) -> LogDetails:
        """The log as the action takes it. The sheet's reason is enough for a talk; without one the
        few words are the reason. Only after is_valid()."""
        found = self.cleaned_data
        is_inbound = found["outcome"] == THEY_CALLED
        outcome = "spoke" if is_inbound else found["outcome"]
        words, codes = found["words"].strip(), card.codes if card else ()
        reason = card.reasons[0] if card and codes and card.reasons else ""
        is_reason = outcome == "spoke" and not is_inbound and not codes
        return LogDetails(
            key=self.key,
            shown=ticked,
            ticked=ticked,
            seen=0,
            outcome=outcome,
            is_inbound=is_inbound,
            reason=words[:200] if is_reason else "" if is_inbound else reason[:200],
            reason_codes=codes,
            note="" if is_reason else words,
            is_second=True,  # what others logged meanwhile stays beside it
            made_at=datetime.combine(day, found["at"], zone),
        )

    def refuse(self, problems: Mapping[str, str]) -> None:
        """Puts the problems of the rules next to their fields."""
        put_problems(self, problems, FIELD_OF, default="outcome")


def rows_of(data: QueryDict) -> list[CallRow]:
    """The lines that were sent, in their order; one without a usable key is left out."""
    rows = []
    for text in dict.fromkeys(data.getlist("row")):
        try:
            rows.append(CallRow(UUID(text), data))
        except ValueError:
            continue
    return rows
