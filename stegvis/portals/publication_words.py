"""What readers and editors call the kinds of publications, and those who made them."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

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
