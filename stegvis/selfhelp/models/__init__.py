"""Tables of guided self-help."""

from stegvis.selfhelp.models.assignment import AssignedModule, Assignment, ModuleState, Opens
from stegvis.selfhelp.models.outreach import Outreach
from stegvis.selfhelp.models.sheet import PostBox, Sheet, SheetCopy
from stegvis.selfhelp.models.thread import Remark

__all__ = [
    "AssignedModule",
    "Assignment",
    "ModuleState",
    "Opens",
    "Outreach",
    "PostBox",
    "Remark",
    "Sheet",
    "SheetCopy",
]
