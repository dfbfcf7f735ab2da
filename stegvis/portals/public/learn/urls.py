"""Addresses of the library of a team. A page's own address comes last: these words are no names of pages."""

from django.urls import path

from stegvis.portals.public.learn import rooms, votes

urlpatterns = [
    path("room/", rooms.room_door, name="learn_room_door"),
    path("room/<uuid:room>/", rooms.room_page, name="learn_room"),
    path("room/<uuid:room>/vote/", rooms.room_vote, name="learn_room_vote"),
    path("<slug:slug>/poll/<slug:block>/", votes.learn_vote, name="learn_vote"),
]
