"""The followups app: cadences, plans, follow-ups, tries, and the card."""

from django.apps import AppConfig


class FollowupsConfig(AppConfig):
    """Subscribes to what happens on the floors below."""

    name = "followups"

    def ready(self) -> None:
        """Registers the receivers."""
        from followups import receivers  # noqa: F401
