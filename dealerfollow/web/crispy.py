"""What crispy forms of every room share: the helper, fields side by side, days and times."""

from typing import Any

from crispy_forms.helper import FormHelper
from crispy_forms.layout import Div, Layout
from django import forms


def crispy(*layout: Any) -> FormHelper:
    """The helper of a form that the template wraps: no form tag, no token of its own."""
    helper = FormHelper()
    helper.form_tag = False
    helper.disable_csrf = True
    if layout:
        helper.layout = Layout(*layout)
    return helper


def beside(*names: str) -> Div:
    """Fields next to each other."""
    return Div(*(Div(name, css_class="col") for name in names), css_class="row g-2")


def date_input() -> forms.DateInput:
    """A day: the browser's own field, the ISO form without one."""
    return forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"})


def time_input(**attrs: str) -> forms.TimeInput:
    """A time of day, the same way."""
    return forms.TimeInput(format="%H:%M", attrs={"type": "time", **attrs})
