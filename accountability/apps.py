"""The accountability app."""

from django.apps import AppConfig


class AccountabilityConfig(AppConfig):
    """Offers its page of corrections to the floor below."""

    name = "accountability"

    def ready(self) -> None:
        """Registers the address."""
        from accountability import links  # noqa: F401
