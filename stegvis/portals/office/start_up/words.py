"""What states and answers are called on the pages of building a team, and the way between those pages."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from stegvis.definitions.kit.staffing import State
from stegvis.network.models import StartTask, SupportRequest
from stegvis.network.queries.self_checks import answers_for
from stegvis.portals.guard import StaffRequest

if TYPE_CHECKING:
    from django.utils.functional import _StrOrPromise as Words

TASK_STATES: dict[str, Words] = {
    StartTask.State.WAITING: gettext_lazy("Not begun"),
    StartTask.State.UNDERWAY: gettext_lazy("Under way"),
    StartTask.State.DONE: gettext_lazy("Done"),
    StartTask.State.NOT_FOR_US: gettext_lazy("Not for us"),
}
REQUEST_STATES: dict[str, Words] = {
    SupportRequest.State.NEW: gettext_lazy("Not taken yet"),
    SupportRequest.State.UNDERWAY: gettext_lazy("Being worked on"),
    SupportRequest.State.ANSWERED: gettext_lazy("Answered"),
    SupportRequest.State.CLOSED: gettext_lazy("Closed"),
}
STAFFING_STATES: dict[str, Words] = {
    State.MET: gettext_lazy("Met"),
    State.NOT_MET: gettext_lazy("Not met"),
    State.ADVISED: gettext_lazy("Recommended, not so yet"),
}
ANSWER_WORDS: dict[str, Words] = {
    "yes": gettext_lazy("Yes"),
    "partly": gettext_lazy("Partly"),
    "no": gettext_lazy("No"),
    "not_relevant": gettext_lazy("Not relevant for us"),
}


def tabs(request: StaffRequest, here: str) -> list[tuple[str, str, bool]]:
    """The pages of building a team that the reader may open; `here` is the one being shown."""
    pages = [("our_team", _("The plan")), ("staffing", _("Staffing"))]
    if answers_for(request.actor):
        pages.append(("self_check", _("Yearly self-check")))
    pages += [("papers", _("Papers and handbook")), ("support", _("Support"))]
    return [
        (label, reverse(f"office:{name}", kwargs={"team": request.team.slug}), name == here) for name, label in pages
    ]
