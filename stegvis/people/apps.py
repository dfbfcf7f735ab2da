"""Names the app for Django."""

from django.apps import AppConfig


class PeopleConfig(AppConfig):
    name = "stegvis.people"
    default_auto_field = "django.db.models.BigAutoField"
