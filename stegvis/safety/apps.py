"""Names the app for Django."""

from django.apps import AppConfig


class SafetyConfig(AppConfig):
    name = "stegvis.safety"
    default_auto_field = "django.db.models.BigAutoField"
