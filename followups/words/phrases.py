"""Words that are remembered: a day's list asks for the same few phrases a hundred times.

`phrase` is imported as `_`, so that makemessages finds the phrases.
"""

from collections.abc import Callable
from functools import lru_cache, wraps
from typing import Any, TypeVar

from django.utils import translation

F = TypeVar("F", bound=Callable[..., Any])


@lru_cache(maxsize=5_000)
def _phrase(language: str | None, text: str) -> str:
    return translation.gettext(text)


def phrase(text: str) -> str:
    """The text in the language of this request."""
    return _phrase(translation.get_language(), text)


def remembered(words: F) -> F:
    """Keeps what a pure function of hashable arguments answers, per language.

    After each logged call the whole list is drawn again, and only one of its rows has changed.
    """

    @lru_cache(maxsize=5_000)
    def keep(language: str | None, *arguments: Any) -> Any:
        return words(*arguments)

    @wraps(words)
    def answer(*arguments: Any) -> Any:
        return keep(translation.get_language(), *arguments)

    return answer  # type: ignore[return-value]
