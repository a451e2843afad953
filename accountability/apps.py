"""The accountability app."""

from django.apps import AppConfig


class AccountabilityConfig(AppConfig):
    """See docs/architecture.md for what this app may touch."""

    name = "accountability"
