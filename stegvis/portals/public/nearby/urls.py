"""Addresses of a team's directory of offers nearby."""

from django.urls import path

from stegvis.portals.public.nearby import views

urlpatterns = [
    path("", views.nearby_page, name="nearby"),
    path("<slug:offer>/", views.offer_page, name="offer"),
]
