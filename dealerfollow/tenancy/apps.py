"""The tenancy room: nothing of one group may be seen or touched from another."""

from django.apps import AppConfig
from django.db.models.signals import pre_migrate


class TenancyConfig(AppConfig):
    """Hooks the privileges of the application role to `migrate`, and the boot checks."""

    name = "dealerfollow.tenancy"
    label = "tenancy"

    def ready(self) -> None:
        """Registers the receiver and the checks."""
        from dealerfollow.tenancy import checks  # noqa: F401  (registers itself)
        from dealerfollow.tenancy.privileges import grant_to_application

        pre_migrate.connect(grant_to_application, dispatch_uid="tenancy.privileges")
