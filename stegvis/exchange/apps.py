"""Names the app for Django."""

from django.apps import AppConfig


class ExchangeConfig(AppConfig):
    name = "stegvis.exchange"
    default_auto_field = "django.db.models.BigAutoField"
