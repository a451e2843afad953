"""How the form of a delivery is laid out: crispy helpers, no widget knows about them."""

from typing import Any

from crispy_forms.bootstrap import InlineRadios
from crispy_forms.helper import FormHelper
from crispy_forms.layout import HTML, Column, Div, Layout, Row
from django.utils.html import escape
from django.utils.translation import gettext as _


def _pair(*names: Any) -> Row:
    return Row(*(Column(name, css_class="col-md-6") for name in names))


def _more(words: str, names: tuple[str, ...], *inside: Any) -> Div:
    """Fields that come up less often, folded: a plain <details>, open when something stands in it
    or is wrong with it. `names` are the fields that decide that."""
    is_open = " or ".join(f"form.errors.{name} or form.{name}.value" for name in names)
    opener = (
        f'<details class="added mb-2"{{% if {is_open} %}} open{{% endif %}}>'
        f"<summary>{escape(words)}</summary><div class='pt-2'>"
    )
    return Div(HTML(opener), *inside, HTML("</div></details>"))


def sale_layout() -> FormHelper:
    """Buyer, car, days, salesperson in sight; the rest folded below."""
    helper = FormHelper()
    helper.form_tag = False
    helper.disable_csrf = True
    helper.form_show_errors = True
    helper.layout = Layout(
        _pair("first_name", "last_name"),
        _pair("phone", "email"),
        _pair("vin", "stock_number"),
        Row(*(Column(name, css_class="col-4") for name in ("year", "make", "model"))),
        _pair(InlineRadios("condition"), "salesperson"),
        _pair(InlineRadios("when"), "delivered_on"),
        _pair("sold_on", "deal_number"),
        _more(
            _("Lease, company or temporary tag"),
            ("is_company", "lease_months", "lease_ends_on", "tag_expires_on"),
            "is_company",
            "sale_kind",
            _pair("lease_months", "lease_ends_on"),
            "tag_expires_on",
        ),
        _more(
            _("Co-buyer"),
            ("co_first_name", "co_last_name", "co_phone"),
            _pair("co_first_name", "co_last_name"),
            "co_phone",
        ),
        _more(
            _("How to reach them, and what they allow"),
            ("consent_told",),
            _pair("language", "preferred_channel"),
            Row(
                *(
                    Column(f"consent_{channel}", css_class="col-md-4")
                    for channel in ("phone", "text", "email")
                )
            ),
        ),
        _more(
            _("Good to know before calling"),
            ("flags", "delivered_at"),
            "flags",
            "delivered_at",
        ),
        "fact",
        "nothing_owed",
    )
    return helper
