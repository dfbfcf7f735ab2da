"""Tables of the care room, one noun a file."""

from stegvis.care.models.assessment import Assessment, LevelDecision, OnwardReferral
from stegvis.care.models.contact import Appointment, Contact, Note
from stegvis.care.models.emergency import EmergencyAccess
from stegvis.care.models.episode import Episode, Goal
from stegvis.care.models.offer import Offer
from stegvis.care.models.referral import Referral, ReferralDraft

__all__ = [
    "Appointment",
    "Assessment",
    "Contact",
    "EmergencyAccess",
    "Episode",
    "Goal",
    "LevelDecision",
    "Note",
    "Offer",
    "OnwardReferral",
    "Referral",
    "ReferralDraft",
]
