"""Wagtail's admin without its e-mails: a letter leaves us through the outbox or not at all."""

from wagtail.admin.apps import WagtailAdminAppConfig


class Editor(WagtailAdminAppConfig):
    """The same app; its senders of mail are not connected."""

    def ready(self) -> None:
        from wagtail.admin.telepath import widgets  # noqa: F401 - teaches the forms their widgets
