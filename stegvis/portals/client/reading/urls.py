"""Addresses of what the client was given, below /me/reading/. They tell nothing of what it is."""

from django.urls import path

from stegvis.portals.client.reading import views

urlpatterns = [
    path("", views.reading_page, name="reading"),
    path("<uuid:recommendation>/", views.recommendation_page, name="recommendation"),
]
