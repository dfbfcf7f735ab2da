"""Addresses of polls, below /clinic/<team>/polls/."""

from django.urls import path

from stegvis.portals.clinic.polls import views

urlpatterns = [
    path("", views.polls_page, name="polls"),
    path("<uuid:poll>/", views.poll_page, name="poll"),
    path("<uuid:poll>/vote/", views.team_vote, name="team_vote"),
    path("<uuid:poll>/close/", views.close_page, name="close_poll"),
    path("<uuid:poll>/room/", views.open_page, name="open_room"),
    path("rooms/<uuid:room>/", views.room_page, name="poll_room"),
    path("rooms/<uuid:room>/show/", views.show_page, name="show_room"),
]
