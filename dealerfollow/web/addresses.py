"""Addresses of pages without a number in them, looked up once per process."""

from functools import cache

from django.urls import reverse


@cache
def address_of(name: str) -> str:
    """The path of a URL name that takes no arguments. Raises NoReverseMatch for an unknown one.

    The URLconf does not change while a process lives; asking it costs as much as a query.
    """
    return reverse(name)
