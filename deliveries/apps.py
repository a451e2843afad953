"""The deliveries app."""

from django.apps import AppConfig


class DeliveriesConfig(AppConfig):
    """See docs/architecture.md for what this app may touch."""

    name = "deliveries"
