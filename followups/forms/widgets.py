"""Inputs written without a template each: forty of them stand on the card, and most of a page's
cost is formatting (performance.md). The markup is Django's own."""

from typing import Any

from django import forms
from django.forms.utils import flatatt
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe


def _input(found: dict[str, Any]) -> SafeString:
    attrs = {"type": found["type"], "name": found["name"], **found["attrs"]}
    if found["value"] is not None:
        attrs["value"] = str(found["value"])
    return format_html("<input{}>", flatatt(attrs))


class _Direct:
    """`_render` without the template engine."""

    def _render(self, template_name: str, context: dict[str, Any], renderer: Any = None) -> str:
        return _input(context["widget"])


class Text(_Direct, forms.TextInput):
    """A line of text."""

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        super().__init__({"class": "form-control", **(attrs or {})})


class Hidden(_Direct, forms.HiddenInput):
    """A value that travels with the form."""


class Day(_Direct, forms.DateInput):
    """A date as the browser picks it."""

    input_type = "date"

    def __init__(self) -> None:
        super().__init__({"class": "form-control"}, "%Y-%m-%d")


class Clock(_Direct, forms.TimeInput):
    """A time of day as the browser picks it."""

    input_type = "time"

    def __init__(self) -> None:
        super().__init__({"class": "form-control"}, "%H:%M")


class Check(_Direct, forms.CheckboxInput):
    """One box."""


class Pills(_Direct, forms.RadioSelect):
    """Radios that a template takes one by one, by `.tag`."""


class Boxes(_Direct, forms.CheckboxSelectMultiple):
    """Check boxes that a template takes one by one, by `.tag`."""


class ManyHidden(forms.MultipleHiddenInput):
    """Several values of one name."""

    def _render(self, template_name: str, context: dict[str, Any], renderer: Any = None) -> str:
        return mark_safe("".join(_input(each) for each in context["widget"]["subwidgets"]))


class Area(forms.Textarea):
    """Several lines of text."""

    def _render(self, template_name: str, context: dict[str, Any], renderer: Any = None) -> str:
        found = context["widget"]
        attrs = flatatt({"name": found["name"], **found["attrs"]})
        return format_html("<textarea{}>\r\n{}</textarea>", attrs, found["value"] or "")


class Choice(forms.Select):
    """A drop-down list without groups."""

    def __init__(self) -> None:
        super().__init__({"class": "form-select"})

    def _render(self, template_name: str, context: dict[str, Any], renderer: Any = None) -> str:
        found = context["widget"]
        options = [
            format_html(
                '<option value="{}"{}>{}</option>',
                option["value"],
                mark_safe(" selected") if option["selected"] else "",
                option["label"],
            )
            for _, group, _ in found["optgroups"]
            for option in group
        ]
        attrs = flatatt({"name": found["name"], **found["attrs"]})
        return format_html("<select{}>{}</select>", attrs, mark_safe("".join(options)))
