"""The registration page: what is missing, in words that lead to where it is mended, and the page that fills it in."""

from __future__ import annotations

import uuid
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django import forms
from django.contrib import messages
from django.core.validators import RegexValidator
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import get_language, gettext_lazy, ngettext
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from stegvis.care.actions.complete_registration import (
    MUNICIPALITY,
    Completion,
    check_can_complete_registration,
    complete_registration,
    missing_fields,
)
from stegvis.care.models import Episode
from stegvis.care.queries.access import episode_of
from stegvis.definitions.instrument import instrument
from stegvis.definitions.registration import WorkStatus, label
from stegvis.outcomes.queries.registration import (
    ON_A_PAGE,
    TARGET,
    Completeness,
    Gap,
    Incomplete,
    Lack,
    Registration,
    registration,
)
from stegvis.people.models import Denied, Role
from stegvis.people.queries.identity import identity_of
from stegvis.portals.guard import StaffRequest, staff
from stegvis.portals.see_other import see_other
from stegvis.portals.wording import percent, wall

CLINICAL = (Role.THERAPIST, Role.LEAD)
NOT_KNOWN = "not_known"
KINDS = {
    Lack.APPOINTMENT: gettext_lazy("Appointments nobody has written up"),
    Lack.ASSESSMENT: gettext_lazy("Assessment to complete"),
    Lack.LEVEL: gettext_lazy("Problem or level of care"),
    Lack.PAIRED: gettext_lazy("Second answers"),
    Lack.DISCHARGE: gettext_lazy("Discharge"),
    Lack.WORK_FIRST: gettext_lazy("Work at the start"),
    Lack.WORK_LAST: gettext_lazy("Work at the end"),
    Lack.MUNICIPALITY: gettext_lazy("Municipality"),
}
# Where each is mended; the rest is filled in on a page of this portal.
MENDED_AT = {
    Lack.APPOINTMENT: "clinic:contact",
    Lack.ASSESSMENT: "clinic:assessment",
    Lack.LEVEL: "clinic:level",
    Lack.PAIRED: "clinic:type_answers",
    Lack.DISCHARGE: "clinic:discharge",
}


@dataclass(frozen=True)
class Line:
    """One client on the page: `gaps` are (words, address)."""

    row: Incomplete
    gaps: tuple[tuple[str, str], ...]


@staff(*CLINICAL, Role.COORDINATOR)
@require_safe
def registration_page(request: StaffRequest) -> HttpResponse:
    actor, team = request.actor, request.team
    wanted, page = request.GET.get("lack", ""), request.GET.get("page", "1")
    lack = Lack(wanted) if wanted in list(Lack) else None
    number = max(1, int(page)) if page.isdecimal() and len(page) < 6 else 1
    found = registration(actor, team=team.slug, lack=lack, page=number)
    return render(
        request,
        "office/registration.html",
        {
            "found": found,
            "heading": heading(found.persons),
            "lines": [_line(row, team.slug, actor.zone) for row in found.rows],
            "kinds": [(KINDS[each], count) for each, count in found.counts.items() if count],
            "filters": _filters(found, lack),
            "completeness": _completeness(found),
            "target": percent(TARGET, 0),
            "is_clinical": actor.is_clinical,
            "is_lead": actor.has(Role.LEAD),
            **_pages(found, lack, number),
        },
    )


@staff(*CLINICAL)
@require_http_methods(["GET", "HEAD", "POST"])
def complete_page(request: StaffRequest, episode: uuid.UUID) -> HttpResponse:
    actor = request.actor
    found = episode_of(actor, episode)
    check_can_complete_registration(by=actor, episode=found)
    if not missing_fields(found):
        messages.success(request, _("Nothing more is missing here."))
        return see_other("office:registration", team=request.team.slug)
    form = CompletionForm(found, request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            complete_registration(by=actor, episode=found, completion=form.completion())
        except Denied as refusal:
            form.add_error(None, refusal.sentence)
        else:
            messages.success(request, _("What is known is saved."))
            return see_other("office:registration", team=request.team.slug)
    context = {"form": form, "name": identity_of(found.person).name, "episode": found}
    return render(request, "office/complete.html", context, status=422 if form.errors else 200)


def heading(persons: int) -> str:
    if not persons:
        return _("Nothing is missing")
    return ngettext("Something is missing for %(n)s client", "Something is missing for %(n)s clients", persons) % {
        "n": persons
    }


def _filters(found: Registration, lack: Lack | None) -> list[tuple[str, str, bool]]:
    """Everything, and each kind that somebody lacks; also the chosen one when nobody does any more."""
    each = [(kind, count) for kind, count in found.counts.items() if count or kind is lack]
    if len(each) < 2 and lack is None:
        return []
    everything = (f"{_('All')} {found.persons}", "?", lack is None)
    return [everything, *((f"{KINDS[kind]} {count}", f"?lack={kind}", kind is lack) for kind, count in each)]


def _pages(found: Registration, lack: Lack | None, number: int) -> dict[str, str]:
    kept = {"lack": str(lack)} if lack else {}
    last = -(-found.count // ON_A_PAGE)
    return {
        "earlier": f"?{urlencode({**kept, 'page': min(number, last + 1) - 1})}" if number > 1 and last else "",
        "later": f"?{urlencode({**kept, 'page': number + 1})}" if number < last else "",
    }


def _line(row: Incomplete, team: str, zone: str) -> Line:
    return Line(row, tuple((_words(gap, row, zone), _address(gap, row, team)) for gap in row.gaps))


def _words(gap: Gap, row: Incomplete, zone: str) -> str:
    """What to do about it, as the text of a link."""
    if gap.lack is Lack.APPOINTMENT:
        assert gap.at is not None
        return _("Write down what came of %(when)s") % {"when": wall(gap.at, zone)}
    if gap.lack is Lack.PAIRED:
        return _paired_words(gap, row)
    return {
        Lack.ASSESSMENT: _("Complete the assessment"),
        Lack.LEVEL: _("Choose problem and level of care"),
        Lack.DISCHARGE: _("No contact for 90 days and no time ahead: end the course if it is over"),
        Lack.WORK_FIRST: _("Fill in work and sick pay at the start"),
        Lack.WORK_LAST: _("Fill in work and sick pay at the end"),
        Lack.MUNICIPALITY: _("Fill in the municipality"),
    }[gap.lack]


def _paired_words(gap: Gap, row: Incomplete) -> str:
    names = ", ".join(instrument(name).title for name in gap.instruments)
    if not names:
        return _("The second answer came after the end: type in an earlier one if there is one")
    if row.discharged_on:
        return _("No second answer to %(names)s: type it in if it was given before the end") % {"names": names}
    return _("No second answer to %(names)s yet: type it in") % {"names": names}


def _address(gap: Gap, row: Incomplete, team: str) -> str:
    name = MENDED_AT.get(gap.lack, "office:complete")
    if gap.lack is Lack.ASSESSMENT and not gap.is_begun:
        name = "clinic:referral"
    address = reverse(name, kwargs={"team": team, "episode": row.episode})
    if gap.appointment:
        return f"{address}?{urlencode({'appointment': gap.appointment})}"
    return f"{address}?{urlencode({'instrument': gap.instruments[0]})}" if gap.instruments else address


def _completeness(found: Registration) -> list[tuple[str, Completeness, str, str]]:
    """Whose, the counts, the share and what it says of the target: own, the team's, then each therapist's by name."""
    lines = []
    if found.own:
        lines.append((_("Your own"), found.own))
    if found.whole_team:
        lines.append((_("The whole team"), found.whole_team))
    lines += [(one.name or _("Nobody is responsible"), one) for one in found.therapists]
    return [(name, one, percent(one.value), _target_words(one)) for name, one in lines]


def _target_words(one: Completeness) -> str:
    if not one.finished:
        return _("Nobody has finished yet")
    if not one.short_of_target:
        return _("The target is reached")
    return ngettext(
        "%(n)s more pair would have reached the target",
        "%(n)s more pairs would have reached the target",
        one.short_of_target,
    ) % {"n": one.short_of_target}


class CompletionForm(forms.Form):
    """Asks for what the course lacks and nothing else."""

    use_required_attribute = False
    municipality = forms.CharField(
        label=gettext_lazy("Number of the municipality the client lives in"),
        required=False,
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off"}),
        validators=[
            RegexValidator(rf"^{MUNICIPALITY.pattern}\Z", gettext_lazy("The number of a municipality has four digits."))
        ],
    )
    work_status_first = forms.ChoiceField(
        label=gettext_lazy("Work and income when help was asked for"), widget=forms.RadioSelect
    )
    sick_pay_first = forms.ChoiceField(
        label=gettext_lazy("Got sick pay when help was asked for"), widget=forms.RadioSelect
    )
    work_status_last = forms.ChoiceField(
        label=gettext_lazy("Work and income on the last day"), widget=forms.RadioSelect
    )
    sick_pay_last = forms.ChoiceField(label=gettext_lazy("Got sick pay on the last day"), widget=forms.RadioSelect)

    def __init__(self, episode: Episode, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        served = ", ".join(f"{each['code']} {each['name']}" for each in episode.team.municipalities)
        self.fields["municipality"].help_text = _("Four digits. The team serves %(places)s.") % {"places": served}
        language = get_language() or "nb"
        work = [(each.value, label(each, language)) for each in WorkStatus]
        for name in set(self.fields) - {"municipality"}:
            choices = work if name.startswith("work") else [("yes", _("Yes")), ("no", _("No"))]
            asked = self.fields[name]
            asked.choices = [*choices, (NOT_KNOWN, _("Not known"))]  # type: ignore[attr-defined]
            asked.error_messages["required"] = _("Choose one, or say that it is not known.")
        missing = missing_fields(episode)
        for name in set(self.fields) - set(missing):
            del self.fields[name]

    def completion(self) -> Completion:
        given = self.cleaned_data
        work = {name: given.get(name, NOT_KNOWN) for name in ("work_status_first", "work_status_last")}
        paid = {"yes": True, "no": False}
        return Completion(
            municipality=given.get("municipality") or None,
            sick_pay_first=paid.get(given.get("sick_pay_first", "")),
            sick_pay_last=paid.get(given.get("sick_pay_last", "")),
            **{name: None if value == NOT_KNOWN else WorkStatus(value) for name, value in work.items()},
        )
