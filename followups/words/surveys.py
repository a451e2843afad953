"""What is wrong with what was told of the maker's survey, in words."""

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext_lazy as _

SURVEY_PROBLEMS: Mapping[str, Any] = {
    "score_without_answer": _("A score comes with an answer. Pick “Answered”, or take it out."),
    "score_required": _("Which score did they give?"),
    "answered_on_required": _("On which day did they answer?"),
    "answered_in_the_future": _("That day has not come yet."),
    "answered_too_far": _("That is before the delivery, or more than a year after it."),
    "survey_elsewhere": _("The car is of another store. Take it out, and put it down there."),
    "no_survey": _("The maker does not ask about this sale. Take it out."),
    "survey_answered": _(
        "Their answer is on file by now. Take this out; it is put right on the customer’s page."
    ),
}
