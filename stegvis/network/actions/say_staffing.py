"""Saying what staff the team has. Each time is a row of its own; the newest counts."""

from __future__ import annotations

from dataclasses import asdict, dataclass

from django.utils.translation import gettext as _

from stegvis.definitions import clock
from stegvis.network.actions.start_checks import check_builds
from stegvis.network.models import Staffing
from stegvis.people.actions.once import once
from stegvis.people.models import Actor, Denied


@dataclass(frozen=True)
class StaffingFields:
    """In hundredths of a full-time equivalent."""

    all_hundredths: int
    psychologist_hundredths: int
    merkantil_hundredths: int
    trained_hundredths: int
    all_have_three_years: bool
    all_treat_independently: bool


@once(Staffing)
def say_staffing(*, by: Actor, fields: StaffingFields) -> Staffing:
    """Raises Denied where a part is larger than the whole; a team short of staff is never refused."""
    team_id = check_builds(by)
    if fields.psychologist_hundredths + fields.merkantil_hundredths > fields.all_hundredths:
        raise Denied(
            _("Psychologist and office staff together are more than the whole team. Look at the figures again.")
        )
    if fields.trained_hundredths > fields.all_hundredths:
        raise Denied(_("More are trained than there are in the team. Look at the figures again."))
    return Staffing.objects.create(
        organisation_id=by.organisation_id, team_id=team_id, on=clock.today(by.zone), said_by_id=by.as_user,
        said_at=clock.now(), **asdict(fields),
    )  # fmt: skip
