"""The set-up step, a process of its own: asks demo clients by the product's own action, and says what stands open.

Reads from standard input a JSON list of person ids (null: everybody in care) and prints one JSON list.
"""

from __future__ import annotations

import json
import sys
from typing import Any

INSTRUMENTS = ("phq-9", "gad-7")


def main() -> int:
    import django

    django.setup()
    from stegvis.people.models import Organisation

    persons = json.load(sys.stdin)
    asked = [one for house in Organisation.objects.filter(is_demo=True) for one in _asked(house, persons)]
    json.dump(asked, sys.stdout)
    return 0


def _asked(organisation: Any, persons: list[str] | None) -> list[dict[str, Any]]:
    """Everybody of the organisation who can be asked, with the questionnaires that stand open after it."""
    from stegvis.care.models import Episode
    from stegvis.definitions import clock
    from stegvis.definitions.pathway import State
    from stegvis.people.tenancy import working_in
    from stegvis.questionnaires.actions.ask import ask
    from stegvis.safety.models import Alert

    with working_in(organisation) as by:
        # Somebody has taken such an alert in hand, and what tells again then is another rule than the one counted.
        in_hand = Alert.objects.filter(organisation=organisation, state=Alert.State.ACKNOWLEDGED).values("person_id")
        episodes = Episode.objects.filter(organisation=organisation).exclude(state=State.DISCHARGED)
        if persons is not None:
            episodes = episodes.filter(person_id__in=persons)
        found = []
        for episode in episodes.exclude(person_id__in=in_hand).select_related("team").order_by("id"):
            ask(by=by, episode=episode, instruments=INSTRUMENTS, due_on=clock.today(episode.team.zone))
            found.append(_person(organisation, episode))
    return found


def _person(organisation: Any, episode: Any) -> dict[str, Any]:
    from stegvis.questionnaires.models import Questionnaire

    rows = Questionnaire.objects.filter(organisation=organisation, episode=episode, submitted_at=None)
    return {
        "person": str(episode.person_id),
        "log_in": f"/demo/in/{organisation.slug}/{episode.person_id}/",
        "questionnaires": [
            {"id": str(row.id), "instrument": row.instrument, "answers": row.answers, "version": row.version}
            for row in rows.filter(withdrawn_at=None)
        ],
    }


if __name__ == "__main__":
    sys.exit(main())
