"""Words that are remembered: a day's list asks for the same few phrases a hundred times.

`phrase` is imported as `_`, so that makemessages finds the phrases.
"""

from collections.abc import Callable
from functools import lru_cache
from typing import Any, Generic, TypeVar

from django.utils import translation

Words = TypeVar("Words")


@lru_cache(maxsize=5_000)
def _phrase(language: str | None, text: str) -> str:
    return translation.gettext(text)


def phrase(text: str) -> str:
    """The text in the language of this request."""
    return _phrase(translation.get_language(), text)


class Remembered(Generic[Words]):
    """What a pure function of hashable arguments says, kept per language. Used as a decorator.

    After each logged call the whole list is drawn again, and only one of its rows has changed.
    """

    def __init__(self, say: Callable[..., Words]) -> None:
        self._keep = lru_cache(maxsize=5_000)(lambda language, *arguments: say(*arguments))
        self.__doc__ = say.__doc__

    def __call__(self, *arguments: Any) -> Words:
        """In the language of this request."""
        return self._keep(translation.get_language(), *arguments)

    def in_language(self, language: str | None, *arguments: Any) -> Words:
        """In the language of this request, for a caller in a loop: asking for it costs as much."""
        return self._keep(language, *arguments)
