"""Names the app for Django."""

from django.apps import AppConfig


class NetworkConfig(AppConfig):
    name = "stegvis.network"
    default_auto_field = "django.db.models.BigAutoField"
