"""From the cleaned parts to what `refer` takes."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from stegvis.care.actions.refer import AskedForHelp
from stegvis.care.models import Referral
from stegvis.definitions.registration import Gender, Language, WorkStatus
from stegvis.people.actions.enrol import NewChannel
from stegvis.portals.referral_form.problem import SICK_PAY
from stegvis.portals.referral_form.reach import NEVER, OTHER_MUNICIPALITY, SAFE, WAYS


def asked_for_help(cleaned: Mapping[str, Any]) -> AskedForHelp:
    """Everything the four parts hold, cleaned, in one."""
    number = cleaned["national_number"]
    return AskedForHelp(
        name=cleaned["name"],
        birth_date=cleaned["birth_date"],
        gender=Gender(cleaned["gender"]),
        language=Language(cleaned["language"]),
        national_number=number.number if number else "",
        number_kind=str(number.kind) if number else "",
        channels=_channels(cleaned),
        address=cleaned["address"],
        municipality="" if cleaned["municipality"] == OTHER_MUNICIPALITY else cleaned["municipality"],
        problem=cleaned["problem"],
        work_status=WorkStatus(cleaned["work_status"]),
        on_sick_pay=SICK_PAY[cleaned["on_sick_pay"]],
        needs_interpreter=cleaned["needs_interpreter"],
        accessibility=cleaned["accessibility"],
        gp_choice=Referral.Gp(cleaned["gp_choice"]),
        gp_name=cleaned["gp_name"],
    )


def _channels(cleaned: Mapping[str, Any]) -> tuple[NewChannel, ...]:
    """Those that were spoken of: the safe ones, and those that must not be used, even without their number."""
    return tuple(
        NewChannel(kind=str(way.kind), value=cleaned[way.field], is_safe=cleaned[question] == SAFE)
        for question, way in WAYS.items()
        if cleaned[question] in (SAFE, NEVER)
    )
