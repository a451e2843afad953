"""Every address of the product; contracts.md names those that do not change."""

from django.urls import include, path

from dealerfollow.readiness import readyz
from dealerfollow.views import home

urlpatterns = [
    path("", home, name="home"),
    path("readyz", readyz, name="readyz"),
    path("accounts/", include("allauth.urls")),
    path("", include("customers.urls")),
    path("", include("deliveries.urls")),
    path("", include("followups.urls")),
    path("", include("accountability.urls")),
    path("", include("dealerfollow.stores.urls")),
]
