"""Forms about what is worth asking a customer about, and how they use the car."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy

from customers.forms.hours import hours_problem
from customers.models import Customer, PersonalFact
from dealerfollow.web.crispy import beside, crispy, time_input

About, Topic = PersonalFact.About, PersonalFact.Topic
# What the one row of chips says: (topic, about whom). Who travels or plays with whom nobody said:
# after a parting that waits until the customer confirms it (edge case 69).
SORTS: dict[str, tuple[str, str]] = {
    "family": (Topic.FAMILY, About.FAMILY),
    "child": (Topic.FAMILY, About.CHILD),
    "work": (Topic.WORK, About.SELF),
    "travel": (Topic.TRAVEL, About.UNTOLD),
    "activities": (Topic.ACTIVITIES, About.UNTOLD),
    "volunteering": (Topic.VOLUNTEERING, About.UNTOLD),
    "other": (Topic.OTHER, About.UNTOLD),
}
SORT_NAMES = [
    ("family", gettext_lazy("Family")),
    ("child", gettext_lazy("A child")),
    ("work", gettext_lazy("Work")),
    ("travel", gettext_lazy("Travel")),
    ("activities", gettext_lazy("Activities")),
    ("volunteering", gettext_lazy("Volunteering")),
    ("other", gettext_lazy("Something else")),
]


def sort_of(fact: PersonalFact) -> str:
    """Which chip a fact has; "" for one that nobody sorted."""
    if fact.about == About.CHILD:
        return "child"
    return fact.topic


class FactForm(forms.Form):
    """Something about the person worth asking about next time, and what it is about."""

    text = forms.CharField(label=gettext_lazy("Something to ask about"), max_length=200)
    sort = forms.ChoiceField(
        label=gettext_lazy("What it is about"),
        choices=SORT_NAMES,
        required=False,
        widget=forms.RadioSelect,
    )
    helper = crispy()

    def __init__(self, *args: Any, has_children: bool = True, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not has_children:
            field: Any = self.fields["sort"]
            field.choices = [choice for choice in SORT_NAMES if choice[0] != "child"]

    @property
    def told(self) -> tuple[str, str]:
        """The topic and about whom, of a valid form."""
        return SORTS.get(self.cleaned_data["sort"], ("", ""))


class UseForm(forms.Form):
    """How they use the car."""

    use = forms.CharField(
        label=gettext_lazy("How they use the car"),
        max_length=200,
        required=False,
        help_text=gettext_lazy("Tows a camper, long commute, dog in the back …"),
        widget=forms.TextInput(attrs={"class": "form-control"}),
    )
    helper = crispy()


class WishesForm(forms.ModelForm):
    """Their language, the way they prefer, and their hours."""

    class Meta:
        model = Customer
        fields = ("language", "preferred_channel", "reach_from", "reach_until")
        widgets = {"reach_from": time_input(), "reach_until": time_input()}
        help_texts = {
            "reach_from": gettext_lazy(
                "Their own time. Leave both empty if any lawful hour is fine."
            )
        }

    helper = crispy(beside("language", "preferred_channel"), beside("reach_from", "reach_until"))

    def clean(self) -> dict[str, Any]:
        """Hours come as a pair."""
        told = super().clean() or self.cleaned_data
        for field, problem in hours_problem(told.get("reach_from"), told.get("reach_until")):
            self.add_error(field, problem)
        return told
