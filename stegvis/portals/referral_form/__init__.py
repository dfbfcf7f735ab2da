"""The questions of a request for help, asked in the same way on the public pages and when staff type one in.

Four parts that are forms of their own (a step each) or mixed into one; `asked_for_help` makes what
`care.actions.refer` takes. Saves nothing.
"""

from stegvis.portals.referral_form.asked import asked_for_help
from stegvis.portals.referral_form.part import Part
from stegvis.portals.referral_form.person import AboutThePerson
from stegvis.portals.referral_form.problem import AboutTheProblem
from stegvis.portals.referral_form.reach import WaysToReach
from stegvis.portals.referral_form.support import WhatIsNeeded

__all__ = ["AboutThePerson", "AboutTheProblem", "Part", "WaysToReach", "WhatIsNeeded", "asked_for_help"]
