"""Tables of the library."""

from stegvis.library.models.authoring import (
    LanguagePage,
    ModulePage,
    ProgrammePage,
    ReviewTask,
    WorkshopPage,
)
from stegvis.library.models.programme import Programme, ProgrammeApproval, ProgrammeVersion
from stegvis.library.models.workshop import MediaFile, Workshop

__all__ = [
    "LanguagePage",
    "MediaFile",
    "ModulePage",
    "Programme",
    "ProgrammeApproval",
    "ProgrammePage",
    "ProgrammeVersion",
    "ReviewTask",
    "Workshop",
    "WorkshopPage",
]
