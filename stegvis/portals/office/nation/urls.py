"""Addresses of a nation's figures for everybody. They need no log-in, and stand outside the office for that."""

from django.urls import path

from stegvis.portals.office.nation.shown import shown_page

app_name = "nation"
urlpatterns = [path("<slug:team>/", shown_page, name="shown")]
