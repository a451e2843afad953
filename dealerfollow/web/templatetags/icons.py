"""Drawings that are built rather than loaded: icons from the sprite, and bars."""

from collections.abc import Iterable
from functools import cache, lru_cache
from typing import Any

from django import template
from django.core.signals import setting_changed
from django.templatetags.static import static
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from dealerfollow.web.build_assets import ICONS, SPRITE

register = template.Library()

_KNOWN = frozenset(ICONS)


@register.simple_tag
def icon(name: str, size: str = "") -> SafeString:
    """An icon as `<svg>`; `size="s"` is the small one. ValueError for a name not in ICONS."""
    return _icon(name, size)


@cache
def _icon(name: str, size: str) -> SafeString:
    if name not in _KNOWN:
        raise ValueError(f"No icon {name!r}: add it to ICONS in dealerfollow/web/build_assets.py")
    return format_html(
        '<svg class="ic{}" aria-hidden="true"><use href="{}#i-{}"/></svg>',
        f" ic-{size}" if size else "",
        static(SPRITE),
        name,
    )


@register.simple_tag
def bar(parts: Iterable[tuple[str, float]], label: str, height: int = 8) -> SafeString:
    """A bar of (class, amount) parts, as wide as its container.

    Percent attributes, since the content policy refuses style="". `label` says all of it in words.
    """
    return _bar(tuple((css, float(amount)) for css, amount in parts if amount), label, height)


@lru_cache(maxsize=2_000)
def _bar(shown: tuple[tuple[str, float], ...], label: str, height: int) -> SafeString:
    total = sum(amount for _, amount in shown) or 1.0
    rects, x = [], 0.0
    for css, amount in shown:
        width = 100 * amount / total
        rects.append((css, f"{x:.2f}", f"{width:.2f}", height, min(4, height // 2 + 1)))
        x += width
    return format_html(
        '<svg class="bar" height="{}" role="img" aria-label="{}">{}</svg>',
        height,
        label,
        format_html_join(
            "",
            '<rect class="{}" x="{}%" y="0" width="{}%" height="{}" rx="{}"/>',
            rects,
        ),
    )


def _forget(**kwargs: Any) -> None:
    if kwargs.get("setting") in ("STATIC_URL", "STORAGES", "STATICFILES_DIRS"):
        _icon.cache_clear()


setting_changed.connect(_forget)
