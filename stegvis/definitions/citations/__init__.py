"""Publications in the formats that libraries and reference managers speak: RIS, CSL-JSON, BibTeX and Dublin Core.

A record is a mapping with the field names of the library's publications. Nothing here says whether its numbers are
right: that is asked where it is kept.
"""

from stegvis.definitions.citations.bibtex import bibtex
from stegvis.definitions.citations.csl import csl, read_csl
from stegvis.definitions.citations.faults import BadFile, RecordFault
from stegvis.definitions.citations.ris import read_ris, ris

__all__ = ["BadFile", "RecordFault", "bibtex", "csl", "read_csl", "read_ris", "ris"]
