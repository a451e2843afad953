"""The followups app: cadences, plans, follow-ups, tries, and the card."""

from django.apps import AppConfig


class FollowupsConfig(AppConfig):
    """Subscribes to what happens on the floors below, and adds to their pages."""

    name = "followups"

    def ready(self) -> None:
        """Registers the receivers, the parts of the customer's page and lines of its timeline."""
        from followups import ask_panels, panels, receivers  # noqa: F401
        from followups.lines import ahead, contacts, course, heat_and_asks  # noqa: F401
