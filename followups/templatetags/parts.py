"""Words with a dot between them, of which none stands at the end or the start of a line."""

from django import template
from django.utils.html import format_html_join
from django.utils.safestring import SafeString, mark_safe

register = template.Library()
DOT = " · "


@register.filter
def in_parts(words: object) -> SafeString:
    """ "Delivered Tue · 1 talk" as parts that break between, not within, where there is room; the
    dot before the first of a line is cut off (`.parts`). Escapes what it is given."""
    first, *others = str(words).split(DOT)
    drawn = format_html_join("", "<span>{}</span>", [(first,)])
    drawn += format_html_join("", " <span><i>· </i>{}</span>", ((other,) for other in others))
    return mark_safe('<span class="parts"><span>' + drawn + "</span></span>")
