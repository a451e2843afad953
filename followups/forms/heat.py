"""What is told of a heat case: opened, heard, done, handed on, resolved, open again."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from decimal import Decimal
from typing import Any
from uuid import uuid4

from django import forms
from django.utils.translation import gettext_lazy as _

from dealerfollow.lib.workdays import WorkCalendar
from dealerfollow.stores.models import Store, User
from dealerfollow.stores.queries import works_at
from dealerfollow.web.crispy import beside, crispy, date_input
from dealerfollow.web.fields import DayField
from followups.forms.parts import offer
from followups.models import HeatCase
from followups.queries.heat_day import heat_day
from followups.rules.heat import problem_with_update
from followups.words.heat import PROBLEMS, heat_problem
from followups.words.labels import OUTCOMES

SAY = _("Say it in a few words.")
WAYS = ("spoke", "met", "text_answered", "email_answered", "texted", "emailed", "sent")


def _words(label: Any, *, is_required: bool = True, help_text: Any = "") -> forms.CharField:
    return forms.CharField(
        label=label,
        max_length=300,
        required=is_required,
        help_text=help_text,
        widget=forms.Textarea(attrs={"rows": 2}),
        error_messages={"required": SAY},
    )


class PeopleField(forms.ModelChoiceField):
    """Somebody who works at the store, by name."""

    def label_from_instance(self, obj: Any) -> str:
        """The name of the person."""
        return str(obj.name)


class UpdateMixin(forms.Form):
    """A day on which they hear again that can be kept."""

    def __init__(self, *args: Any, today: date, calendar: WorkCalendar, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.today, self.calendar = today, calendar

    def clean_next_update_on(self) -> date | None:
        """An open day within a month; may be left to the rule where the field is not required."""
        on: date | None = self.cleaned_data["next_update_on"]
        if on is None:
            return None
        code = problem_with_update(on, self.today, self.calendar)
        if code:
            raise forms.ValidationError(heat_problem(code))
        return on


class OpenHeatForm(forms.Form):
    """Somebody is upset: how much, about what, who takes care of it, by when they hear."""

    store = forms.ModelChoiceField(Store.objects.none(), label=_("Store"), empty_label=None)
    severity = forms.ChoiceField(
        label=_("How upset are they?"),
        choices=HeatCase.Severity.choices,
        widget=forms.RadioSelect,
        help_text=_("Severe: they hear today, and a manager takes care of it."),
        error_messages={"required": _("Pick how upset they are.")},
    )
    cause = forms.ChoiceField(
        label=_("What about?"),
        choices=[("", _("Pick one")), *HeatCase.Cause.choices],
        error_messages={"required": _("Pick what it is about.")},
    )
    words = _words(_("What they said"), help_text=_("In their own words, if you can."))
    owner = PeopleField(
        User.objects.none(),
        label=_("Who takes care of it"),
        required=False,
        empty_label=_("You; a manager when it is severe"),
    )
    next_update_on = DayField(
        label=_("They hear again by"),
        required=False,
        widget=date_input(),
        help_text=_("Empty: the same day when severe, else within one or two open days."),
    )
    helper = crispy("store", "severity", "cause", "words", beside("owner", "next_update_on"))

    def __init__(
        self, *args: Any, stores: Sequence[Store], people: Any, now: datetime, **kwargs: Any
    ) -> None:
        """`stores`: where it may be, the likeliest first."""
        super().__init__(*args, **kwargs)
        self.now = now
        found = Store.objects.filter(pk__in=[store.pk for store in stores]).order_by("name")
        self.fields["store"].queryset = found  # type: ignore[attr-defined]
        self.fields["store"].initial = stores[0].pk
        self.fields["owner"].queryset = people  # type: ignore[attr-defined]
        if len(stores) == 1:
            self.fields["store"].widget = forms.HiddenInput()

    def clean(self) -> dict[str, Any]:
        """Its owner works at that store, and the day is one of that store's."""
        told: dict[str, Any] = super().clean() or self.cleaned_data
        store, owner, on = (told.get(name) for name in ("store", "owner", "next_update_on"))
        if store is None:
            return told
        if owner is not None and not works_at(store, owner):
            self.add_error("owner", _("They make no calls at that store. Pick somebody who does."))
        if on is not None:
            day = heat_day(store, self.now)
            code = problem_with_update(on, day.today, day.calendar)
            if code:
                self.add_error("next_update_on", heat_problem(code))
        return told


class HeardForm(UpdateMixin):
    """The customer heard: how, what they were told, and when they hear again."""

    key = forms.UUIDField(widget=forms.HiddenInput)
    shown = forms.IntegerField(widget=forms.HiddenInput, required=False, min_value=0)
    seen = forms.IntegerField(widget=forms.HiddenInput, required=False, min_value=0)
    how = forms.ChoiceField(
        label=_("How they heard"), choices=[(way, OUTCOMES[way]) for way in WAYS]
    )
    words = _words(_("What they were told, and what they said"))
    next_update_on = DayField(
        label=_("They hear again by"),
        widget=date_input(),
        error_messages={"required": PROBLEMS["update_required"]},
    )
    is_settled = forms.BooleanField(label=_("They say that it is settled"), required=False)

    def __init__(self, *args: Any, case: HeatCase, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["key"].initial = uuid4()
        is_open = case.state == HeatCase.State.OPEN
        del self.fields["is_settled" if is_open else "next_update_on"]

    def clean_seen(self) -> int:
        """The newest contact when the page was shown; 0 for none."""
        return self.cleaned_data["seen"] or 0

    def look_again(self, stand: Mapping[str, int | None]) -> None:
        """Sent again it answers the case as it stands now, which the page shows."""
        typed = {name: self.data[name] for name in self.data}
        self.data = typed | {name: "" if pk is None else str(pk) for name, pk in stand.items()}


class StepForm(forms.Form):
    """Something was done about it, and what it cost."""

    words = _words(_("What was done"))
    cost = forms.DecimalField(
        label=_("Cost in dollars"),
        required=False,
        min_value=0,
        max_value=1_000_000,
        decimal_places=2,
        widget=forms.NumberInput(attrs={"inputmode": "decimal", "step": "0.01"}),
        help_text=_("Empty: it cost nothing."),
    )

    def cents(self) -> int:
        """What it cost, in cents."""
        return int((self.cleaned_data["cost"] or Decimal(0)) * 100)


class HandOnForm(forms.Form):
    """Who takes care of it from now on."""

    owner = PeopleField(
        User.objects.none(),
        label=_("Who takes care of it now"),
        empty_label=_("Pick somebody"),
        error_messages={"required": _("Pick somebody who works at the store.")},
    )
    words = _words(_("What they should know"), is_required=False)

    def __init__(self, *args: Any, people: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["owner"].queryset = people  # type: ignore[attr-defined]


class ResolveForm(forms.Form):
    """What was done so that it is right."""

    words = _words(_("How it was resolved"))


class ConfirmForm(forms.Form):
    """Where the customer said that it is settled."""

    words = _words(
        _("How they said it"), help_text=_("Their text, their review, what they said at the desk.")
    )


class ReopenForm(forms.Form):
    """Why it is not settled after all."""

    words = _words(_("What is not settled"))


class LinkReviewForm(forms.Form):
    """The review that the case led to, or averted."""

    review = forms.ChoiceField(
        label=_("Review"), error_messages={"required": _("Pick one of their reviews.")}
    )

    def __init__(self, *args: Any, reviews: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer(self, "review", reviews)
