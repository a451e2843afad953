"""Every address of the product."""

from django.urls import include, path

from dealerfollow.readiness import readyz
from dealerfollow.views import home

urlpatterns = [
    path("", home, name="home"),
    path("", include("followups.urls")),  # asked in this order: the list and the card first
    path("", include("customers.urls")),
    path("", include("deliveries.urls")),
    path("", include("accountability.urls")),
    path("", include("dealerfollow.stores.urls")),
    path("accounts/", include("allauth.urls")),
    path("readyz", readyz, name="readyz"),
]
