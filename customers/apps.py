"""The customers app."""

from django.apps import AppConfig


class CustomersConfig(AppConfig):
    """See docs/architecture.md for what this app may touch."""

    name = "customers"

    def ready(self) -> None:
        """Adds its lines to the customer's timeline."""
        from customers.lines import people, permission  # noqa: F401  (register themselves)
