"""What every form here does: offer what a request knows, say what the rules found."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from django import forms

from followups.words.problems import problem_words


def offer(form: forms.Form, name: str, choices: Sequence[tuple[Any, Any]]) -> None:
    """Gives a field the choices of this request."""
    field = form.fields[name]
    assert isinstance(field, forms.ChoiceField)
    field.choices = choices


def put_problems(
    form: forms.Form,
    problems: Mapping[str, str],
    where: Mapping[str, str],
    *,
    default: str | None = None,
    words: Callable[[str], str] = problem_words,
) -> None:
    """Puts the problems of the rules next to their fields; `where` names a field that is called
    otherwise here, and what the form does not ask stands at `default`, else above the form."""
    for name, code in problems.items():
        field = where.get(name, name)
        form.add_error(field if field in form.fields else default, words(code))
