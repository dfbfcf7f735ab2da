"""Addresses of the client's log-in, part of the public portal."""

from django.urls import path

from stegvis.portals.public.login import views

urlpatterns = [
    path("log-in/", views.log_in, name="log_in"),
    path("log-in/sent/", views.asked, name="log_in_asked"),
    path("log-in/code/", views.spoken, name="log_in_code"),
    path("i/<str:token>/", views.link, name="link"),
]
