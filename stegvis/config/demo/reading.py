"""What the demo's therapists gave some of their clients to read or to go to, with a few words."""

from __future__ import annotations

from datetime import timedelta

from stegvis.care.models import Episode
from stegvis.definitions import clock
from stegvis.definitions.pathway import State
from stegvis.definitions.registration import Problem
from stegvis.people.models import Organisation
from stegvis.people.sealing import sealer_of
from stegvis.people.tenancy import working_in
from stegvis.selfhelp.actions.recommend import SEALED, What
from stegvis.selfhelp.models import Recommendation

EACH = 12  # clients of a team
PAGES: dict[str, str] = {Problem.INSOMNIA: "sleep", Problem.DEPRESSION: "depression", Problem.STRESS: "stress"}
WORDS = {
    "nb": ("Les det i ro, så snakker vi om det neste gang.", "Jeg tenkte på det du sa om å komme deg ut."),
    "nn": ("Les det i ro, så snakkar vi om det neste gong.", "Eg tenkte på det du sa om å kome deg ut."),
    "sv": ("Läs det i lugn och ro, så pratar vi om det nästa gång.", "Jag tänkte på det du sa om att komma ut."),
}
OFFERS = {"solvik": "solvik-gagruppe", "havna": "havna-symjing", "fjordbyen": "fjordbyen-promenad"}


def fill_reading(organisation: Organisation) -> None:
    """A page of the library to each, and to every second one somewhere to go; the first has opened it."""
    with working_in(organisation):
        rows: list[Recommendation] = []
        for team in organisation.teams.order_by("slug"):
            running = Episode.objects.filter(team=team, state=State.IN_TREATMENT, responsible__isnull=False)
            # Those whom `stegvis demo` names come first, as there.
            first = running.select_related("person__key").order_by("next_appointment_at", "started_on", "id")[:EACH]
            for place, episode in enumerate(first):
                read, go = WORDS[team.default_language]
                rows.append(_given(episode, What.PAGE, PAGES.get(episode.problem, "anxiety"), read, days=6 + place))
                if place % 2 == 0:
                    rows.append(_given(episode, What.OFFER, OFFERS[team.slug], go, days=2 + place))
        Recommendation.objects.bulk_create(rows)


def _given(episode: Episode, what: str, slug: str, words: str, *, days: int) -> Recommendation:
    assert episode.responsible_id is not None
    given = Recommendation(
        organisation_id=episode.organisation_id, person_id=episode.person_id, episode=episode, what=what, slug=slug,
        by_id=episode.responsible_id, at=clock.now() - timedelta(days=days),
    )  # fmt: skip
    given.words_sealed = sealer_of(episode.person.key).seal(words, row=given.pk, **SEALED)
    given.opened_at = given.at + timedelta(hours=9) if what == What.PAGE and days % 2 == 0 else None
    return given
