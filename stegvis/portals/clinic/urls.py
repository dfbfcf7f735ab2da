"""Addresses of the clinic portal. Each group of pages lists its own; every view declares its guard."""

from django.urls import include, path

app_name = "clinic"
urlpatterns = [
    path("", include("stegvis.portals.clinic.start.urls")),
    path("<slug:team>/intake/", include("stegvis.portals.clinic.intake.urls")),
    path("<slug:team>/", include("stegvis.portals.clinic.work.urls")),
    path("<slug:team>/", include("stegvis.portals.clinic.programmes.urls")),
    path("<slug:team>/", include("stegvis.portals.clinic.tools.urls")),
    path("<slug:team>/", include("stegvis.portals.clinic.reading.urls")),
    path("<slug:team>/polls/", include("stegvis.portals.clinic.polls.urls")),
    path("<slug:team>/alerts/", include("stegvis.portals.clinic.alerts.urls")),
]
