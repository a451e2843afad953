"""Which department a page of the desk is about."""

from typing import Any

from django.http import HttpRequest

from deliveries.models import DEPARTMENTS

CODES = frozenset(code for code, _words in DEPARTMENTS)


def department_of(request: HttpRequest, *, has_all: bool = False) -> str:
    """The department in the address, else the person's own; "" where there is none such. With
    `has_all` the address may name all of them, by an empty one."""
    scope: Any = request.scope  # type: ignore[attr-defined]
    told = request.GET.get("department")
    if told is None or not (told or has_all):
        told = scope.departments[0] if scope.departments else ""
    return told if told in CODES else ""
