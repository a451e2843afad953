"""The fields of a log for what they answered: the maker's survey, how their heat case stands."""

from django import forms
from django.utils.translation import gettext_lazy as _

from dealerfollow.web.fields import DayField
from followups.forms.widgets import Check, Day, Pills, Text
from followups.models import CsiSurvey

SURVEY = (CsiSurvey.State.SENT, CsiSurvey.State.ANSWERED, CsiSurvey.State.NOT_ANSWERED)


class AnswerFields(forms.Form):
    """Only if it came up. A score is taken down, never suggested."""

    survey_state = forms.ChoiceField(
        label=_("The survey"),
        required=False,
        widget=Pills,
        choices=[("", _("Not said")), *((state.value, state.label) for state in SURVEY)],
    )
    survey_score = forms.IntegerField(
        label=_("Score"),
        required=False,
        min_value=0,
        max_value=1000,
        widget=Text({"inputmode": "numeric", "autocomplete": "off"}),
        error_messages=dict.fromkeys(
            ("invalid", "min_value", "max_value"),
            _("A number from 0 to 1000, as the maker counts."),
        ),
    )
    survey_answered_on = DayField(label=_("Answered on"), required=False, widget=Day())
    survey_words = forms.CharField(
        label=_("What they wrote"), required=False, max_length=1000, widget=Text()
    )
    heat_settled = forms.BooleanField(label=_("It is settled"), required=False, widget=Check)
    heat_again_on = DayField(label=_("They hear again by"), required=False, widget=Day())
