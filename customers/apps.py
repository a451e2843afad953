"""The customers app."""

from django.apps import AppConfig


class CustomersConfig(AppConfig):
    """See docs/architecture.md for what this app may touch."""

    name = "customers"
