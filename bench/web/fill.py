"""Fills a running demo for the load: clients with many questionnaires asked, and a therapist with 60 clients.

Run by `bench.web` in a process of its own with the product's settings. Prints what was made as JSON.
"""

from __future__ import annotations

import json
import os
import random
import sys
from datetime import timedelta

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "stegvis.config.settings")

CASELOAD = 60


def main(clients: int, pairs: int) -> None:
    import django

    django.setup()
    from stegvis.care.models import Episode, Offer
    from stegvis.config.demo.course import drawn
    from stegvis.config.demo.kept import Kept
    from stegvis.config.demo.people import SOLVIK
    from stegvis.config.demo.rows import ORDER, add
    from stegvis.definitions import clock
    from stegvis.definitions.instrument import instrument
    from stegvis.definitions.pathway import State
    from stegvis.people.models import Membership, Organisation, Role, Team, User
    from stegvis.people.tenancy import working_in
    from stegvis.questionnaires.models import Questionnaire

    team = Team.objects.select_related("organisation").get(slug="solvik")
    organisation: Organisation = team.organisation
    with working_in(organisation, team=team) as by:
        staff: dict[Role, list[User]] = {}
        for member in Membership.objects.filter(team=team).select_related("user"):
            staff.setdefault(Role(member.role), []).append(member.user)
        rng = random.Random(7)
        kept = Kept(rng=rng, by=by, team=team, staff=staff, offers=list(Offer.objects.filter(team=team)),
                    country="NO", place=SOLVIK)  # fmt: skip
        today = clock.today(team.zone)
        made: list[Episode] = []
        while len(made) < clients + CASELOAD:
            episode, _ = add(kept, drawn(rng, today - timedelta(days=75), today, "NO"))
            if episode.state == State.IN_TREATMENT:
                made.append(episode)
        kept.write(ORDER)
        therapist = staff[Role.THERAPIST][0]
        Episode.objects.filter(responsible=therapist, team=team).exclude(state=State.DISCHARGED).update(
            responsible=staff[Role.LEAD][0]
        )
        Episode.objects.filter(pk__in=[one.pk for one in made[:CASELOAD]]).update(responsible=therapist)
        Questionnaire.objects.filter(episode__in=made[CASELOAD:], submitted_at=None).update(withdrawn_at=clock.now())
        asked = _asked(made[CASELOAD:], pairs, instrument)
        Questionnaire.objects.bulk_create([row for _, rows in asked for pair in rows for row in pair], batch_size=2000)
    print(
        json.dumps(
            {
                "therapist": str(therapist.pk),
                "organisation": organisation.slug,
                "record": str(made[0].pk),
                "clients": [
                    {"person": str(person), "pairs": [[str(row.pk) for row in pair] for pair in rows]}
                    for person, rows in asked
                ],
            }
        )
    )


def _asked(episodes, pairs, instrument):  # type: ignore[no-untyped-def]
    """Pairs of PHQ-9 and GAD-7, asked and not answered, for each client."""
    from stegvis.definitions import clock
    from stegvis.questionnaires.models import Questionnaire

    forms = instrument("phq-9"), instrument("gad-7")
    now = clock.now()
    return [
        (
            episode.person_id,
            [
                [
                    Questionnaire(
                        organisation_id=episode.organisation_id, person_id=episode.person_id, episode=episode,
                        instrument=form.key, asked_at=now, due_on=now.date(), answers=[None] * len(form.items),
                    )
                    for form in forms
                ]
                for _ in range(pairs)
            ],
        )
        for episode in episodes
    ]  # fmt: skip


if __name__ == "__main__":
    main(int(sys.argv[1]), int(sys.argv[2]))
