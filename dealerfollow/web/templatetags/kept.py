"""`{% kept name vary… %}…{% endkept %}`: a part of the frame that is drawn once per process.

For markup that depends on nothing but the language and what `vary` names; whatever of a person's it
shows must be in there. Django's own cache tag would hash, lock and unpickle for each part of each
page.
"""

from typing import Any

from django import template
from django.conf import settings
from django.template.base import FilterExpression, NodeList, Parser, Token
from django.utils.safestring import SafeString
from django.utils.translation import get_language

register = template.Library()
MOST = 2_000
_kept: dict[tuple[Any, ...], SafeString] = {}


class KeptNode(template.Node):
    """The part, and the expressions that it varies by. It cannot hold a block to override."""

    child_nodelists = ()  # else every page would walk the frame for its blocks

    def __init__(self, nodelist: NodeList, name: str, vary: list[FilterExpression]) -> None:
        self.nodelist, self.name, self.vary = nodelist, name, vary

    def render(self, context: template.Context) -> SafeString:
        """As drawn the first time; anew on every page while debugging."""
        if settings.DEBUG:
            return self.nodelist.render(context)
        key = (self.name, get_language(), *(v.resolve(context) for v in self.vary))
        drawn = _kept.get(key)
        if drawn is None:
            if len(_kept) >= MOST:
                _kept.clear()
            drawn = _kept[key] = self.nodelist.render(context)
        return drawn


@register.tag
def kept(parser: Parser, token: Token) -> KeptNode:
    """Reads `{% kept name vary… %}` up to `{% endkept %}`."""
    _, name, *vary = token.split_contents()
    nodelist = parser.parse(("endkept",))
    parser.delete_first_token()
    return KeptNode(nodelist, name, [parser.compile_filter(v) for v in vary])
