"""Where staff begin: choosing a team. No team in the address yet."""

from django.urls import path

from stegvis.portals.clinic.start.views import start

urlpatterns = [path("", start, name="start")]
