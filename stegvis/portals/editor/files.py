"""The pictures, films, sounds and captions of an organisation: adding one, and showing it to those who write."""

from __future__ import annotations

from django import forms
from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from stegvis.library.actions.keep_media import keep_upload
from stegvis.library.queries.drafts import file_of, files_of
from stegvis.people.models import Denied
from stegvis.portals.editor.guard import EditorRequest, author
from stegvis.portals.see_other import see_other

ACCEPTED = (
    "image/jpeg,image/png,image/webp,video/mp4,video/webm,audio/mpeg,audio/mp4,audio/ogg,audio/wav,text/vtt,.vtt,.m4a"
)


class FileForm(forms.Form):
    """One file. Its name in programmes is made of the file's own."""

    file = forms.FileField(
        label=_("File"),
        help_text=_(
            "A picture (JPEG, PNG or WebP, at most 12 MB), a film (MP4 or WebM), a sound (MP3, M4A, OGG or WAV, at "
            "most 200 MB) or captions (WebVTT). Where and when it was made is removed. A film can take some minutes."
        ),
        widget=forms.FileInput(attrs={"accept": ACCEPTED}),
    )


@author
def files(request: EditorRequest) -> HttpResponse:
    form = FileForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data["file"]
        try:
            keep_upload(by=request.actor, name=given.name, chunks=given.chunks())
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
