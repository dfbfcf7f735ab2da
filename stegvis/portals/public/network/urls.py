"""Addresses of a team's networks and events."""

from django.urls import path

from stegvis.portals.public.network import events, views

urlpatterns = [
    path("networks/", views.networks_page, name="networks"),
    path("networks/<slug:network>/", views.network_page, name="network"),
    path("events/", views.events_page, name="events"),
    path("events/seat/<str:seat>/", events.seat_page, name="seat"),
    path("events/material/<uuid:material>/", views.material_file, name="event_material"),
    path("events/<slug:event>/", views.event_page, name="event"),
    path("events/<slug:event>/sign-up/", events.sign_up_page, name="sign_up"),
    path("events/<slug:event>/signed-up/<int:number>/", events.signed_up_page, name="signed_up"),
]
