"""The demo room: it assembles a history out of the product's own actions."""

from django.apps import AppConfig


class DemoConfig(AppConfig):
    """Only the `seed` command; nothing imports this room."""

    name = "dealerfollow.demo"
    label = "demo"
