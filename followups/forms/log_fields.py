"""The fields of a log, before a card says what can be picked in them."""

from django import forms
from django.utils.translation import gettext_lazy as _

from dealerfollow.web.fields import DayField
from deliveries.models import DEPARTMENTS
from followups.forms.log_answers import AnswerFields
from followups.forms.log_asks import AskFields, LifeFields
from followups.forms.ticking import Loose, Numbers
from followups.forms.widgets import Area, Boxes, Check, Choice, Clock, Day, Hidden, Pills, Text


class LogFields(AskFields, AnswerFields, LifeFields):
    """Everything that may be said of a contact; only the outcome has to be."""

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
    call_back_on = DayField(label=_("Call back on"), required=False, widget=Day())
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
        label=_("Why you called"),
        required=False,
        max_length=200,
        widget=Text({"list": "reason-list", "autocomplete": "off"}),
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
        label=_("They gained"), required=False, max_length=120, widget=Text()
    )
    promise_item = forms.CharField(
        label=_("New promise"), required=False, max_length=120, widget=Text()
    )
    promise_by = DayField(label=_("By"), required=False, widget=Day())
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
    fact = forms.CharField(label=_("New fact"), required=False, max_length=200, widget=Text())
    note = forms.CharField(
        label=_("Note"),
        required=False,
        max_length=4_000,
        widget=Area({"class": "form-control", "rows": 2}),
    )
