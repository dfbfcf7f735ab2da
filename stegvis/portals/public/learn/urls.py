"""Addresses of the library of a team. A page's own address comes last: these words are no names of pages."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
