"""Addresses of this app."""

from django.urls import path

from customers.views import (
    death,
    edit,
    facts,
    household,
    permission,
    person,
    search,
    service,
    story,
    wishes,
)

app_name = "customers"
urlpatterns = [
    path("customers/", search.search, name="search"),
    path("customers/<int:pk>/", story.customer, name="customer"),
    path("customers/<int:pk>/edit/", edit.edit, name="edit"),
    path("customers/<int:pk>/phones/", edit.new_phone, name="new-phone"),
    path("customers/<int:pk>/phones/<int:phone_pk>/", edit.phone, name="phone"),
    path("customers/<int:pk>/phones/<int:phone_pk>/wrong/", edit.wrong_number, name="wrong-number"),
    path("customers/<int:pk>/emails/", edit.new_email, name="new-email"),
    path("customers/<int:pk>/emails/<int:email_pk>/", edit.email, name="email"),
    path("customers/<int:pk>/stop/", permission.stop, name="stop"),
    path("customers/<int:pk>/stop/mistake/", permission.stop_mistake, name="stop-mistake"),
    path("customers/<int:pk>/merge/", person.merge, name="merge"),
    path("customers/<int:pk>/merge/<int:other_pk>/", person.merge_two, name="merge-two"),
    path("customers/<int:pk>/unmerge/", person.unmerge, name="unmerge"),
    path("customers/<int:pk>/died/", death.died, name="died"),
    path("customers/<int:pk>/died/mistake/", death.mistake, name="died-mistake"),
    path("customers/<int:pk>/household/end/", household.end, name="end-link"),
    path("customers/<int:pk>/household/confirm/", household.confirm_child, name="confirm-child"),
    path("customers/<int:pk>/service/", service.visit, name="service-visit"),
    path("customers/<int:pk>/facts/confirm/", household.confirm, name="confirm-fact"),
    path("customers/<int:pk>/consent/", permission.consent, name="consent"),
    path("customers/<int:pk>/facts/", facts.note, name="note-fact"),
    path("customers/<int:pk>/facts/<int:fact_pk>/", facts.correct, name="fact"),
    path("customers/<int:pk>/facts/<int:fact_pk>/over/", facts.over, name="fact-over"),
    path("customers/<int:pk>/use/", facts.use, name="use"),
    path("customers/<int:pk>/wishes/", wishes.wishes, name="wishes"),
    path("customers/<int:pk>/household/new/", household.relative, name="new-relative"),
    path("customers/<int:pk>/household/", household.household, name="household"),
]
