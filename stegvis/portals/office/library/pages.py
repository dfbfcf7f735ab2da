"""The keepers' pages of what people read: the list, one of them with what is done with it, and a file taken in."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from stegvis.definitions.pages import Audience, BadPage, Kind
from stegvis.library.actions.import_page import LARGEST
from stegvis.library.actions.import_page import import_page as take_in
from stegvis.library.actions.voices import can_raise
from stegvis.library.actions.withdraw_page import withdraw_page
from stegvis.library.authoring.learn_choices import audiences, kinds
from stegvis.library.queries.kept import KEEPERS, READERS, KeptPage, kept_page, kept_pages
from stegvis.library.queries.pages import written_file
from stegvis.library.queries.uses import uses
from stegvis.library.queries.voices import objected_to
from stegvis.people.models import Denied, NotFound
from stegvis.portals.guard import StaffRequest, staff
from stegvis.portals.learning.faults import said
from stegvis.portals.office.library.desk_forms import PageFileForm
from stegvis.portals.see_other import see_other


@staff(*READERS)
@require_safe
def pages_page(request: StaffRequest) -> HttpResponse:
    against = objected_to(request.actor)
    words = dict(kinds())
    rows = [(one, words[one.kind], f"page:{one.page.slug}" in against) for one in kept_pages(request.actor)]
    context = {"rows": rows, "may_raise": can_raise(request.actor), "is_keeper": request.actor.has(*KEEPERS)}
    return render(request, "office/library/pages.html", context)


@staff(*READERS)
@require_safe
def page_page(request: StaffRequest, slug: str) -> HttpResponse:
    """One page: its state, how much it is read, and what may be done with it."""
    one = kept_page(request.actor, slug)
    context = {
        "one": one,
        "kind": dict(kinds())[one.kind],
        "audience": dict(audiences())[one.page.audience],
        "is_public": _is_public(one),
        "uses": [use for use in uses(request.actor) if use.slug == slug][:12],
        "is_objected": f"page:{slug}" in objected_to(request.actor),
        "may_raise": can_raise(request.actor),
        "is_keeper": request.actor.has(*KEEPERS),
    }
    return render(request, "office/library/page.html", context)


@staff(*KEEPERS)
@require_safe
def page_file(request: StaffRequest, slug: str) -> HttpResponse:
    """The version that is read now, as a file that another service can take in."""
    version = kept_page(request.actor, slug).page.current
    if version is None:
        raise NotFound
    answer = HttpResponse(written_file(version), content_type="application/json")
    answer["Content-Disposition"] = f'attachment; filename="{slug}-{version.number}.json"'
    return answer


@staff(*KEEPERS)
@require_POST
def page_shelf(request: StaffRequest, slug: str) -> HttpResponse:
    """Off the shelf, or back."""
    off = request.POST.get("do") == "withdraw"
    withdraw_page(by=request.actor, page=kept_page(request.actor, slug).page, is_withdrawn=off)
    messages.success(request, _("It is taken out of the library.") if off else _("It is back in the library."))
    return see_other("office:library_page", team=request.team.slug, slug=slug)


@staff(*KEEPERS)
@require_http_methods(["GET", "HEAD", "POST"])
def import_page(request: StaffRequest) -> HttpResponse:
    form = PageFileForm(request.POST or None, request.FILES or None)
    faults: list[tuple[str, str]] = []
    if request.method == "POST" and form.is_valid():
        try:
            # One byte more than is taken: a larger file is refused without being read into memory.
            taken = take_in(by=request.actor, raw=form.cleaned_data["file"].read(LARGEST + 1))
        except Denied as refusal:
            form.add_error(None, refusal.sentence)
        except BadPage as bad:
            faults = [said(fault) for fault in bad.faults]
        else:
            messages.success(request, _("It is taken in, and read from now on."))
            return see_other("office:library_page", team=request.team.slug, slug=taken.page.slug)
    context = {"form": form, "faults": faults}
    return render(request, "office/library/import_page.html", context, status=422 if form.errors or faults else 200)


def _is_public(one: KeptPage) -> bool:
    is_for_staff = one.page.audience == Audience.STAFF or one.kind is Kind.HANDBOOK
    return one.page.withdrawn_at is None and one.page.current_id is not None and not is_for_staff
