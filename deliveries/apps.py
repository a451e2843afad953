"""The deliveries app."""

from django.apps import AppConfig


class DeliveriesConfig(AppConfig):
    """See docs/architecture.md for what this app may touch."""

    name = "deliveries"

    def ready(self) -> None:
        """Adds the cars and the we-owes to the customer's page; listens to its own events."""
        from deliveries import panels, receivers  # noqa: F401  (register themselves)
