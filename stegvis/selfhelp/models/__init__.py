"""Tables of guided self-help."""

from stegvis.selfhelp.models.assignment import AssignedModule, Assignment, ModuleState, Opens
from stegvis.selfhelp.models.diary import DiaryEntry, GivenTool, Plan, SleepWindow
from stegvis.selfhelp.models.outreach import Outreach
from stegvis.selfhelp.models.recommendation import Recommendation
from stegvis.selfhelp.models.sheet import PostBox, Sheet, SheetCopy
from stegvis.selfhelp.models.thread import Remark
from stegvis.selfhelp.models.training import Prescription
from stegvis.selfhelp.models.ways_in import AccessCode, WaitingProgramme

__all__ = [
    "AccessCode",
    "AssignedModule",
    "Assignment",
    "DiaryEntry",
    "GivenTool",
    "ModuleState",
    "Opens",
    "Outreach",
    "Plan",
    "PostBox",
    "Prescription",
    "Recommendation",
    "Remark",
    "Sheet",
    "SheetCopy",
    "SleepWindow",
    "WaitingProgramme",
]
