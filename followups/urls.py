"""Addresses of this app."""

from django.urls import path

from followups import views
from followups.views import asks, heat

app_name = "followups"
urlpatterns = [
    path("calls/", views.today, name="today"),
    path("calls/sheet/", views.sheet, name="sheet"),
    path("calls/afterwards/", views.afterwards, name="afterwards"),
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
    path("calls/reasons/", views.reasons, name="reasons"),
    path("calls/reasons/<int:pk>/", views.reason, name="reason"),
    path("calls/attempts/<int:pk>/undo/", views.undo, name="undo"),
    path("heat-cases/", heat.heat_cases, name="heat-cases"),
    path("heat-cases/<int:pk>/", heat.heat_case, name="heat-case"),
    path("heat-cases/<int:pk>/heard/", heat.heard, name="heat-heard"),
    path("heat-cases/<int:pk>/step/", heat.step, name="heat-step"),
    path("heat-cases/<int:pk>/hand-on/", heat.hand_on, name="heat-hand-on"),
    path("heat-cases/<int:pk>/resolved/", heat.resolved, name="heat-resolve"),
    path("heat-cases/<int:pk>/confirmed/", heat.confirmed, name="heat-confirm"),
    path("heat-cases/<int:pk>/again/", heat.reopened, name="heat-reopen"),
    path("heat-cases/<int:pk>/seen/", heat.seen, name="heat-seen"),
    path("heat-cases/<int:pk>/review/", heat.linked_review, name="heat-review"),
    path("customers/<int:pk>/heat/", heat.new_heat, name="heat-new"),
    path("customers/<int:pk>/review/", asks.review, name="review"),
    path("deliveries/<int:pk>/survey/", asks.survey, name="survey"),
]
