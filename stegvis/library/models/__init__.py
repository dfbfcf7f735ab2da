"""Tables of the library."""

from stegvis.library.models.programme import Programme, ProgrammeApproval, ProgrammeVersion

__all__ = ["Programme", "ProgrammeApproval", "ProgrammeVersion"]
