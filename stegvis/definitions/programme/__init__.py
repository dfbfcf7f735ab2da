"""What a self-help programme is: one frozen document with a shape, a fingerprint and rules for what may be published.

Owns the shape, the list of faults, the linter and the written form of shipped programmes. Knows no client and no page.
"""

from stegvis.definitions.programme.document import FORMAT, check, fingerprint
from stegvis.definitions.programme.faults import BadProgramme, Fault
from stegvis.definitions.programme.linter import lint
from stegvis.definitions.programme.reading import Block, Field, Module, Programme, Step, read
from stegvis.definitions.programme.written import written

__all__ = [
    "FORMAT",
    "BadProgramme",
    "Block",
    "Fault",
    "Field",
    "Module",
    "Programme",
    "Step",
    "check",
    "fingerprint",
    "lint",
    "read",
    "written",
]
