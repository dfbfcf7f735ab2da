"""Names the app for Django."""

from django.apps import AppConfig


class SelfHelpConfig(AppConfig):
    name = "stegvis.selfhelp"
    default_auto_field = "django.db.models.BigAutoField"
