"""Addresses of this app."""

from django.urls import path

from accountability import views

app_name = "accountability"
urlpatterns = [
    path("accountability/", views.dashboard, name="dashboard"),
    path("accountability/table.csv", views.table_csv, name="table-csv"),
    path("accountability/rows/", views.rows, name="rows"),
    path("accountability/rows.csv", views.rows_csv, name="rows-csv"),
    path("accountability/misses/", views.misses, name="misses"),
    path("accountability/misses/<int:pk>/", views.miss, name="miss"),
    path("accountability/misses/<int:pk>/review/", views.review, name="review"),
    path("accountability/misses/<int:pk>/void/", views.void, name="void"),
    path("accountability/attempts/<int:pk>/correct/", views.correct, name="correct"),
    path("accountability/people/<int:pk>/", views.record, name="record"),
    path("accountability/misses.csv", views.misses_csv, name="misses-csv"),
]
