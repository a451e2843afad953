"""The followups app: cadences, plans, follow-ups, tries, and the card."""

from django.apps import AppConfig


class FollowupsConfig(AppConfig):
    """Subscribes to what happens on the floors below, and adds to their pages."""

    name = "followups"

    def ready(self) -> None:
        """Registers the receivers, and the parts of the customer's page."""
        from followups import ask_panels, panels, receivers  # noqa: F401
