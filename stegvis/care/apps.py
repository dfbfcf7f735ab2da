"""Names the app for Django."""

from django.apps import AppConfig


class CareConfig(AppConfig):
    name = "stegvis.care"
    default_auto_field = "django.db.models.BigAutoField"
