"""Names the app for Django."""

from django.apps import AppConfig


class PortalsConfig(AppConfig):
    name = "stegvis.portals"
