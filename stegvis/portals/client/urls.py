"""Addresses of the client portal."""

app_name = "client"
urlpatterns: list = []
