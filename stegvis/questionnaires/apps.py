"""Names the app for Django."""

from django.apps import AppConfig


class QuestionnairesConfig(AppConfig):
    name = "stegvis.questionnaires"
    default_auto_field = "django.db.models.BigAutoField"
