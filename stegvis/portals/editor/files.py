"""The pictures of an organisation's programmes: adding one, and showing it to those who write."""

from __future__ import annotations

from django import forms
from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from stegvis.library.actions.keep_file import LARGEST, keep_image
from stegvis.library.queries.drafts import file_of, files_of
from stegvis.people.models import Denied
from stegvis.portals.editor.guard import EditorRequest, author
from stegvis.portals.see_other import see_other


class FileForm(forms.Form):
    """One picture. Its name in programmes is made of the file's own."""

    file = forms.FileField(
        label=_("Picture"),
        help_text=_("JPEG, PNG or WebP, at most 12 MB. Where and when it was taken is removed."),
        widget=forms.FileInput(attrs={"accept": "image/jpeg,image/png,image/webp"}),
    )


@author
def files(request: EditorRequest) -> HttpResponse:
    form = FileForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data["file"]
        try:
            keep_image(by=request.actor, name=given.name, content=given.read(LARGEST + 1))
        except Denied as refusal:
            form.add_error("file", refusal.sentence)
        else:
            return see_other("editor_files")
    return render(request, "editor/files.html", {"form": form, "files": files_of(request.actor)})


@author
@require_safe
def file(request: EditorRequest, name: str) -> HttpResponse:
    """Sent as an attachment and as nothing but what it is: a page may show it, an address alone may not open it."""
    kept = file_of(request.actor, name)
    answer = HttpResponse(bytes(kept.content), content_type=kept.type)
    answer["Content-Disposition"] = f'attachment; filename="{kept.name}"'
    answer["X-Content-Type-Options"] = "nosniff"
    return answer
