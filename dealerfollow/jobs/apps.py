"""The jobs room: what runs by itself, and how we know that it did."""

from django.apps import AppConfig
from django.conf import settings
from django.utils.module_loading import import_string


class JobsConfig(AppConfig):
    """Heartbeats of periodic jobs, and the one helper that publishes to the queue."""

    name = "dealerfollow.jobs"
    label = "jobs"

    def ready(self) -> None:
        """Loads the Celery application, so that shared tasks publish to our broker.

        Named in the settings, as the URLconf is: an import would point up the house.
        """
        import_string(settings.CELERY_APPLICATION)
