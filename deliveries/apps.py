"""The deliveries app."""

from django.apps import AppConfig


class DeliveriesConfig(AppConfig):
    """See docs/architecture.md for what this app may touch."""

    name = "deliveries"

    def ready(self) -> None:
        """Adds cars and we-owes to the customer's page and timeline; listens to its own events."""
        from deliveries import lines, panels, receivers  # noqa: F401  (register themselves)
