"""Addresses of alerts, below /clinic/<team>/alerts/."""

from django.urls import path

from stegvis.portals.clinic.alerts.views import acknowledge_page, alert_page, alerts_page, close_page, read_page

urlpatterns = [
    path("", alerts_page, name="alerts"),
    path("<uuid:alert>/", alert_page, name="alert"),
    path("<uuid:alert>/read/", read_page, name="read_alert"),
    path("<uuid:alert>/acknowledge/", acknowledge_page, name="acknowledge"),
    path("<uuid:alert>/close/", close_page, name="close_alert"),
]
