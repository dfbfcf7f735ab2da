"""What readers and editors call the kinds of publications, and those who made them."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

KINDS = {
    "report": _("Report"),
    "article": _("Article in a journal"),
    "summary": _("Summary of knowledge"),
    "guideline": _("Guideline"),
    "book": _("Book"),
    "chapter": _("Chapter of a book"),
    "thesis": _("Thesis"),
    "web": _("Page on the web"),
}
ROLES = {
    "author": _("Written by"),
    "editor": _("Edited by"),
    "translator": _("Translated by"),
    "supervisor": _("Supervised by"),
    "contributor": _("With contributions by"),
}
# Inside a sentence or behind a colon, so without a capital in the Nordic languages.
LANGUAGES = {
    "nb": pgettext_lazy("language", "Norwegian bokmål"),
    "nn": pgettext_lazy("language", "Norwegian nynorsk"),
    "sv": pgettext_lazy("language", "Swedish"),
    "en": pgettext_lazy("language", "English"),
    "da": pgettext_lazy("language", "Danish"),
    "fi": pgettext_lazy("language", "Finnish"),
    "de": pgettext_lazy("language", "German"),
}


def language_named(code: str) -> str:
    """The language in words; one that no Nordic library has much of stays its code."""
    return str(LANGUAGES.get(code, code))
