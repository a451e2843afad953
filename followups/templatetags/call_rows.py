"""The rows of the call list, formatted in one go: the most drawn markup of the product.

A template would resolve and escape some three hundred variables for a day's list, at four times
the cost of the queries behind it (docs/performance.md).
"""

from collections.abc import Sequence

from django import template
from django.utils.safestring import SafeString

from dealerfollow.web.markup import escape_all
from dealerfollow.web.templatetags.icons import icon
from followups.queries.list_rows import Row

register = template.Library()

ROW = (
    '<div class="q"><a href="%s" data-row hx-get="%s"%s><b><span>%s</span>'
    '<span class="when %s">%s</span></b><p><span class="reason %s">%s</span>'
    '<span class="car">%s</span></p></a><a class="dial" href="%s" aria-label="%s">%s</a></div>\n'
)
CURRENT = ' aria-current="true"'
TEXTS = 6  # of each row, escaped together


@register.simple_tag
def call_rows(rows: Sequence[Row]) -> SafeString:
    """Each row as a link that htmx follows in place; target and swap stand on the list."""
    texts = escape_all([text for row in rows for text in _texts(row)])
    drawn = []
    for place, row in enumerate(rows):
        url, name, when, reason, car, label = texts[place * TEXTS : (place + 1) * TEXTS]
        drawn.append(
            ROW
            % (
                url,
                url,
                CURRENT if row.is_current else "",
                name,
                f"t-{row.when_tone}" if row.when_tone else "",
                when,
                "" if row.has_reason else "none",
                reason,
                car,
                url,
                label,
                icon(row.dial_icon),
            )
        )
    return SafeString("".join(drawn))


def _texts(row: Row) -> tuple[str, ...]:
    return row.url, row.name, row.when, row.reason, row.car, row.dial_label
