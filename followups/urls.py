"""Addresses of this app."""

from django.urls import path

from followups import views

app_name = "followups"
urlpatterns = [
    path("calls/", views.today, name="today"),
    path("calls/<int:pk>/", views.card, name="card"),
    path("calls/<int:pk>/log/", views.log, name="log"),
    path("calls/<int:pk>/snooze/", views.snooze_card, name="snooze"),
    path("calls/<int:pk>/skip/", views.skip_card, name="skip"),
    path("calls/<int:pk>/bring-back/", views.bring_card_back, name="bring-back"),
    path("calls/<int:pk>/hand-off/", views.hand_off_call, name="hand-off"),
    path("calls/<int:pk>/ask/", views.ask, name="ask-fact"),
    path("calls/<int:pk>/tap/", views.tap, name="tap"),
    path("calls/<int:pk>/why/", views.why, name="why"),
    path("customers/<int:pk>/contact/", views.contact, name="contact"),
    path("calls/attempts/<int:pk>/undo/", views.undo, name="undo"),
]
