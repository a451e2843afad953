"""Addresses of this app."""

from django.urls import path

from deliveries.views import (
    answering,
    desk,
    desk_closed,
    importing,
    life,
    listing,
    many,
    nothing_owed,
    one,
    owing,
    recording,
    unmatched,
)

app_name = "deliveries"
urlpatterns = [
    path("deliveries/", listing.deliveries, name="list"),
    path("deliveries/new/", recording.new, name="new"),
    path("deliveries/new/found/", recording.found, name="found"),
    path("deliveries/<int:pk>/", one.delivery, name="detail"),
    path("deliveries/<int:pk>/date/", one.correct, name="correct"),
    path("deliveries/<int:pk>/unwind/", one.unwind, name="unwind"),
    path("deliveries/<int:pk>/clear-date/", life.clear, name="clear-date"),
    path("deliveries/clear-date/<int:pk>/", life.answer, name="answer-clearing"),
    path("deliveries/<int:pk>/gone/", life.gone, name="gone"),
    path("deliveries/import/", importing.upload, name="import"),
    path("deliveries/import/<int:pk>/", importing.batch, name="import-batch"),
    path("deliveries/import/<int:pk>/columns/", importing.columns, name="import-columns"),
    path("deliveries/import/<int:pk>/check/", importing.check, name="import-check"),
    path("deliveries/import/<int:pk>/start/", importing.start, name="import-start"),
    path("deliveries/import/<int:pk>/progress/", importing.progress, name="import-progress"),
    path("deliveries/import/<int:pk>/problems.csv", importing.problems, name="import-problems"),
    path("deliveries/unmatched/", unmatched.unmatched, name="unmatched"),
    path("deliveries/unmatched/<int:pk>/match/", unmatched.match, name="match"),
    path("we-owes/", desk.desk, name="we-owes"),
    path("we-owes/new/", owing.owe, name="owe"),
    path("we-owes/many/", many.many, name="many"),
    path("we-owes/asked/", answering.answer, name="answer"),
    path("we-owes/<int:pk>/", desk.word, name="we-owe"),
    path("we-owes/<int:pk>/use/", desk.use, name="use-perk"),
    path("we-owes/<int:pk>/reopen/", desk_closed.reopened, name="reopen-we-owe"),
    path("deliveries/<int:pk>/nothing-owed/", nothing_owed.sign, name="nothing-owed"),
]
