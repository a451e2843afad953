"""What the store says of the makers' surveys and of public reviews, typed as lines."""

from collections.abc import Callable
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from dealerfollow.stores.rules.lines import (
    FEWEST_DAYS,
    MOST_DAYS,
    LineError,
    days_by_make,
    review_sites,
    text_of_days,
    text_of_sites,
)

PROBLEMS = {
    "no_days": _("“%(line)s”: give the make and the days, such as Honda 5."),
    "days_out_of_reach": _("“%(line)s”: between %(fewest)s and %(most)s days."),
    "no_address": _("“%(line)s”: give the name and the link, such as Google https://…"),
    "not_https": _("“%(line)s”: the link begins with https:// and leads to a site."),
    "twice": _("“%(line)s”: this site is there already."),
    "too_many": _("Too many lines, from “%(line)s” on."),
}


class LinesField(forms.CharField):
    """Several lines that a rule reads; the value is what it read."""

    def __init__(
        self, *, read: Callable[[str], Any], write: Callable[[Any], str], **kwargs: Any
    ) -> None:
        self.read, self.write = read, write
        widget = forms.Textarea(attrs={"rows": 3})
        super().__init__(required=False, max_length=4_000, widget=widget, **kwargs)

    def prepare_value(self, value: Any) -> Any:
        """What is kept, as it is typed; what was typed stays as it was."""
        return value if isinstance(value, str) else self.write(value) if value else ""

    def clean(self, value: Any) -> Any:
        """Raises ValidationError that names the line that cannot be read."""
        text = super().clean(value)
        try:
            return self.read(text)
        except LineError as problem:
            said = {"line": problem.line[:60], "fewest": FEWEST_DAYS, "most": MOST_DAYS}
            raise forms.ValidationError(PROBLEMS[problem.code] % said) from problem


SURVEY_FIELDS = ("survey_opens_days", "survey_days_by_make", "survey_low_under")


def survey_days_field() -> LinesField:
    """The days by make."""
    return LinesField(
        read=days_by_make,
        write=text_of_days,
        label=_("Survey opens, by make"),
        help_text=_("One a line, such as Honda 5. Other makes as above."),
    )


def review_sites_field() -> LinesField:
    """The sites on which the store is reviewed."""
    return LinesField(
        read=review_sites,
        write=text_of_sites,
        label=_("Review sites"),
        help_text=_("One a line: the name, then the link that customers get."),
    )


def low_score_field() -> forms.IntegerField:
    """From where on a score is answered; left empty it stays as it is."""
    return forms.IntegerField(
        label=_("A survey score is low under"),
        required=False,
        min_value=0,
        max_value=1000,
        help_text=_("A lower one opens a heat case."),
    )
