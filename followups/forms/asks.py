"""What came back of an ask: the maker's survey, a public review."""

from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from dealerfollow.stores.models import Store, User
from dealerfollow.web.crispy import beside, crispy, date_input
from dealerfollow.web.fields import DayField
from deliveries.models import Delivery
from followups.forms.heat import PeopleField
from followups.forms.parts import offer
from followups.models import CsiSurvey, ReviewAsk
from followups.queries.review_sites import sites_of
from followups.rules.surveys import problem_with_survey
from followups.words.surveys import SURVEY_PROBLEMS

USUAL_SITES = ("Google", "DealerRater", "Cars.com", "Facebook")
"""Where a store that has named none of its own is likely reviewed."""
OTHER = "other"


class SurveyForm(forms.Form):
    """Where the maker's survey stands, and what they answered. It asks, it suggests nothing."""

    state = forms.ChoiceField(
        label=_("The survey"),
        choices=CsiSurvey.State.choices,
        widget=forms.RadioSelect,
        error_messages={"required": _("Pick where it stands.")},
    )
    score = forms.IntegerField(
        label=_("Score"),
        required=False,
        min_value=0,
        max_value=1000,
        help_text=_("As the maker counts it."),
    )
    answered_on = DayField(label=_("Answered on"), required=False, widget=date_input())
    verbatim = forms.CharField(
        label=_("In their words"),
        required=False,
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    helper = crispy("state", beside("score", "answered_on"), "verbatim")

    def __init__(self, *args: Any, delivery: Delivery, today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.delivered_on, self.today = delivery.delivered_on or delivery.sold_on, today

    def clean(self) -> dict[str, Any]:
        """A score and a day belong to an answer."""
        told: dict[str, Any] = super().clean() or self.cleaned_data
        if self.errors:
            return told
        field, code = problem_with_survey(
            told["state"],
            told["score"],
            told["answered_on"],
            delivered_on=self.delivered_on,
            today=self.today,
        )
        if code:
            self.add_error(field, SURVEY_PROBLEMS[code])
        return told


class ReviewForm(forms.Form):
    """A review that is public, or that they would rather not write one."""

    state = forms.ChoiceField(
        label=_("The review"),
        choices=[
            (ReviewAsk.State.POSTED.value, ReviewAsk.State.POSTED.label),
            (ReviewAsk.State.DECLINED.value, ReviewAsk.State.DECLINED.label),
        ],
        widget=forms.RadioSelect,
        error_messages={"required": _("Posted, or rather not?")},
    )
    site = forms.ChoiceField(label=_("Site"), error_messages={"required": _("Which site?")})
    other_site = forms.CharField(label=_("Another site"), required=False, max_length=40)
    on = DayField(label=_("On"), widget=date_input())
    stars = forms.TypedChoiceField(
        label=_("Stars"),
        required=False,
        coerce=int,
        empty_value=None,
        choices=[("", "–"), *((n, str(n)) for n in range(5, 0, -1))],
    )
    quote = forms.CharField(
        label=_("What it says"),
        required=False,
        max_length=600,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    names = PeopleField(
        User.objects.none(),
        label=_("Whom it names"),
        required=False,
        empty_label=_("Nobody"),
        help_text=_("It collects on their page."),
    )
    helper = crispy("state", beside("site", "other_site"), beside("on", "stars"), "quote", "names")

    def __init__(self, *args: Any, store: Store, people: Any, today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.today = today
        sites = [site.name for site in sites_of(store)] or list(USUAL_SITES)
        choices = [*((site, site) for site in sites), (OTHER, _("Another site"))]
        offer(self, "site", choices)
        self.fields["names"].queryset = people  # type: ignore[attr-defined]
        self.fields["on"].initial = today

    def clean_on(self) -> date:
        """A day that has come."""
        on: date = self.cleaned_data["on"]
        if on > self.today:
            raise forms.ValidationError(SURVEY_PROBLEMS["answered_in_the_future"])
        return on

    def clean(self) -> dict[str, Any]:
        """Another site has a name."""
        told: dict[str, Any] = super().clean() or self.cleaned_data
        if told.get("site") == OTHER:
            if not told.get("other_site", "").strip():
                self.add_error("other_site", _("Which one?"))
            told["site"] = told.get("other_site", "")
        return told
