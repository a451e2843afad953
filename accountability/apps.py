"""The accountability app."""

from django.apps import AppConfig


class AccountabilityConfig(AppConfig):
    """Offers its page of corrections, and its lines of a timeline, to the floors below."""

    name = "accountability"

    def ready(self) -> None:
        """Registers the address, and its lines of a customer's timeline."""
        from accountability import lines, links  # noqa: F401
