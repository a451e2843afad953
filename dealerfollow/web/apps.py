"""The web room: what every page shares, without a business word."""

from django.apps import AppConfig


class WebConfig(AppConfig):
    """Access helpers and system checks."""

    name = "dealerfollow.web"
    label = "web"

    def ready(self) -> None:
        """Registers the checks."""
        from dealerfollow.web import asset_checks, checks  # noqa: F401
