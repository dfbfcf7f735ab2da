"""The outbox table."""

from stegvis.notices.models.notice import Notice

__all__ = ["Notice"]
