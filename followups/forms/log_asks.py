"""The fields of a log for what came up: praise, an upset customer, a review, a name."""

from django import forms
from django.utils.translation import gettext_lazy as _
from phonenumber_field.formfields import PhoneNumberField

from customers.models import PersonalFact
from dealerfollow.web.fields import DayField
from followups.forms.widgets import Boxes, Check, Choice, Day, Pills, Text
from followups.models import HeatCase
from followups.rules.elsewhere import REASONS
from followups.rules.purpose import OPPORTUNITIES
from followups.words.labels import ELSEWHERE, OPPORTUNITY_NAMES

NOTHING = ("", "\N{EM DASH}")


class Said(forms.ChoiceField):
    """One of the card's reasons as it read when shown: by now it may read otherwise."""

    def valid_value(self, value: object) -> bool:
        """Any words that fit."""
        return len(str(value)) <= 200


class AskFields(forms.Form):
    """What came up on a talk; nothing of it has to."""

    is_pleased = forms.BooleanField(label=_("They are pleased"), required=False, widget=Check)
    is_upset = forms.BooleanField(label=_("They are upset"), required=False, widget=Check)
    heat_severity = forms.ChoiceField(
        label=_("How upset"),
        required=False,
        widget=Pills,
        initial=HeatCase.Severity.UPSET,
        choices=HeatCase.Severity.choices,
    )
    heat_cause = forms.ChoiceField(
        label=_("What it is about"),
        required=False,
        widget=Choice(),
        choices=[NOTHING, *HeatCase.Cause.choices],
    )
    heat_words = forms.CharField(
        label=_("In their words"), required=False, max_length=300, widget=Text()
    )
    heat_next_on = DayField(label=_("They hear again by"), required=False, widget=Day())
    review_sites = forms.MultipleChoiceField(
        label=_("Review asked"), required=False, widget=Boxes, choices=[]
    )
    review_declined = forms.BooleanField(label=_("Rather not"), required=False, widget=Check)
    referral = forms.ChoiceField(
        label=_("A name"),
        required=False,
        widget=Pills,
        choices=[
            ("", _("Not today")),
            ("asked", _("Asked")),
            ("given", _("Gave a name")),
            ("declined", _("Rather not")),
        ],
    )
    referral_name = forms.CharField(label=_("Who"), required=False, max_length=120, widget=Text())
    referral_phone = PhoneNumberField(
        label=_("Their number"),
        region="US",
        required=False,
        widget=Text({"inputmode": "tel"}),
        error_messages={"invalid": _("Enter all ten digits of the number.")},
    )
    referral_kind = forms.ChoiceField(
        label=_("They are"),
        required=False,
        widget=Choice(),
        choices=[("friend", _("A friend")), ("relative", _("Family"))],
    )
    referral_words = forms.CharField(
        label=_("What they look for"), required=False, max_length=200, widget=Text()
    )
    opportunity = forms.ChoiceField(
        label=_("An opportunity"),
        required=False,
        widget=Pills,
        choices=[("", _("None")), *((code, OPPORTUNITY_NAMES[code]) for code in OPPORTUNITIES)],
    )
    fact_about = forms.ChoiceField(
        label=_("About whom"),
        required=False,
        widget=Choice(),
        choices=[
            (PersonalFact.About.SELF, _("Themself")),
            (PersonalFact.About.FAMILY, _("Their family")),
            (PersonalFact.About.CHILD, _("A child")),
        ],
    )
    usage = forms.CharField(
        label=_("How they use the car"), required=False, max_length=200, widget=Text()
    )
    voicemail_reason = Said(label=_("What you said"), required=False, widget=Pills, choices=[])


class LifeFields(forms.Form):
    """What one hears about their life: each outcome asks for its own."""

    moved_address = forms.CharField(
        label=_("Street"), required=False, max_length=200, widget=Text()
    )
    moved_city = forms.CharField(label=_("City"), required=False, max_length=80, widget=Text())
    moved_state = forms.RegexField(
        r"^[A-Za-z]{2}$",
        label=_("State"),
        required=False,
        widget=Text({"maxlength": 2, "autocapitalize": "characters"}),
        error_messages={"invalid": _("Two letters, such as TX.")},
    )
    moved_postal_code = forms.RegexField(
        r"^\d{5}(-\d{4})?$",
        label=_("ZIP code"),
        required=False,
        widget=Text({"inputmode": "numeric"}),
        error_messages={"invalid": _("Five digits, such as 78701.")},
    )
    is_car_sold = forms.BooleanField(label=_("They sold the car"), required=False, widget=Check)
    elsewhere_reason = forms.ChoiceField(
        label=_("What decided it"),
        required=False,
        widget=Choice(),
        choices=[NOTHING, *((code, ELSEWHERE[code]) for code in REASONS)],
    )
    elsewhere_words = forms.CharField(
        label=_("What and where"), required=False, max_length=200, widget=Text()
    )
    is_car_gone = forms.BooleanField(label=_("Ours went in trade"), required=False, widget=Check)
    estate_contact = forms.CharField(
        label=_("Who settles the estate"), required=False, max_length=200, widget=Text()
    )
