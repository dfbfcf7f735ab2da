"""Tables of the library."""

from stegvis.library.models.authoring import (
    LanguagePage,
    ModulePage,
    ProgrammePage,
    ReviewTask,
    WorkshopPage,
)
from stegvis.library.models.learn_authoring import LearnDraft, LearnLanguage
from stegvis.library.models.page import Page, PageUse, PageVersion
from stegvis.library.models.poll import Poll, PollCount, PollRoom, PollVoter
from stegvis.library.models.programme import Programme, ProgrammeApproval, ProgrammeVersion
from stegvis.library.models.publication import Claim, Harvest, Publication
from stegvis.library.models.search import SearchEntry, SearchWord
from stegvis.library.models.voice import PageComment, Voice
from stegvis.library.models.workshop import MediaFile, Workshop

__all__ = [
    "Claim",
    "Harvest",
    "LanguagePage",
    "LearnDraft",
    "LearnLanguage",
    "MediaFile",
    "ModulePage",
    "Page",
    "PageComment",
    "PageUse",
    "PageVersion",
    "Poll",
    "PollCount",
    "PollRoom",
    "PollVoter",
    "Programme",
    "ProgrammeApproval",
    "ProgrammePage",
    "ProgrammeVersion",
    "Publication",
    "ReviewTask",
    "SearchEntry",
    "SearchWord",
    "Voice",
    "Workshop",
    "WorkshopPage",
]
