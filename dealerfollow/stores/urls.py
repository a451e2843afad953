"""Addresses of this room."""

from django.urls import path

from dealerfollow.stores.views import choose, people, person, store

app_name = "stores"
urlpatterns = [
    path("settings/", store.settings, name="settings"),
    path("settings/closed-days/", store.close_day, name="close-day"),
    path("settings/closed-days/<int:pk>/open/", store.open_day, name="open-day"),
    path("settings/people/", people.people, name="people"),
    path("settings/people/new/", people.new_person, name="new-person"),
    path("settings/people/<int:pk>/", people.person, name="person"),
    path("settings/people/<int:pk>/end/", people.end_role, name="end-role"),
    path("settings/people/<int:pk>/days-off/", person.add_days_off, name="add-days-off"),
    path(
        "settings/people/<int:pk>/days-off/<int:absence_pk>/remove/",
        person.remove_days_off,
        name="remove-days-off",
    ),
    path("stores/switch/", choose.choose, name="choose"),
]
