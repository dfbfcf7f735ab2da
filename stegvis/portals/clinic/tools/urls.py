"""Addresses of a client's tools, below /clinic/<team>/."""

from django.urls import path

from stegvis.portals.clinic.tools.overview import give_page, tools_page, window_page
from stegvis.portals.clinic.tools.training import end_training_page, training_page

urlpatterns = [
    path("clients/<uuid:episode>/tools/", tools_page, name="tools"),
    path("clients/<uuid:episode>/tools/give/", give_page, name="give_tool"),
    path("clients/<uuid:episode>/tools/window/<uuid:window>/", window_page, name="sleep_window"),
    path("clients/<uuid:episode>/training/", training_page, name="training"),
    path("clients/<uuid:episode>/training/end/", end_training_page, name="end_training"),
]
