"""Addresses of this group of clinic pages."""

urlpatterns: list = []
