"""What an episode keeps of its contacts: when it was assessed, when treatment began, when the client was last seen."""

from __future__ import annotations

from django.db.models import Max, Min, Q

from stegvis.care.models import Contact, Episode
from stegvis.care.queries.assessment import ASSESSING, SEEN
from stegvis.definitions.registration import Purpose

TREATING = (Purpose.TREATMENT, Purpose.ASSESSMENT_AND_TREATMENT, Purpose.REVIEW_AND_TREATMENT)


def set_contact_days(episode: Episode) -> None:
    """Count the days anew from every contact. Part of another action, which saves the episode."""
    seen = Contact.objects.filter(
        organisation_id=episode.organisation_id, episode_id=episode.pk, attendance__in=[str(each) for each in SEEN]
    )
    treating = Q(purpose__in=[str(each) for each in TREATING])
    assessing = Q(purpose__in=[str(each) for each in ASSESSING])
    days = seen.aggregate(last=Max("on"), started=Min("on", filter=treating), assessed=Min("on", filter=assessing))
    episode.last_contact_on, episode.started_on = days["last"], days["started"]
    episode.assessed_on = days["assessed"]
