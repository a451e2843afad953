"""The rows of the call list, formatted in one go: the most drawn markup of the product.

A template would resolve and escape some three hundred variables for a day's list, at four times
the cost of the queries behind it (docs/performance.md).
"""

from collections.abc import Iterable

from django import template
from django.utils.html import format_html_join
from django.utils.safestring import SafeString

from dealerfollow.web.templatetags.icons import icon
from followups.queries.list_rows import Row

register = template.Library()

ROW = (
    '<div class="q"><a href="{}" data-row hx-get="{}"{}><b><span>{}</span>'
    '<span class="when {}">{}</span></b><p><span class="reason {}">{}</span>'
    '<span class="car">{}</span></p></a><a class="dial" href="{}" aria-label="{}">{}</a></div>\n'
)
CURRENT = SafeString(' aria-current="true"')


@register.simple_tag
def call_rows(rows: Iterable[Row]) -> SafeString:
    """Each row as a link that htmx follows in place; target and swap stand on the list."""
    return format_html_join(
        "",
        ROW,
        (
            (
                row.url,
                row.url,
                CURRENT if row.is_current else "",
                row.name,
                f"t-{row.when_tone}" if row.when_tone else "",
                row.when,
                "" if row.has_reason else "none",
                row.reason,
                row.car,
                row.dial.href,
                row.dial.label,
                icon(row.dial.icon),
            )
            for row in rows
        ),
    )
