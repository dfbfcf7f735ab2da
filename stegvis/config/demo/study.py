"""One invented study of the demo: open since half a year, and some of those asked have said yes."""

from __future__ import annotations

from datetime import time, timedelta

from stegvis.care.models import Episode
from stegvis.definitions import clock
from stegvis.people.models import Actor, Study, StudyConsent

OPEN_SINCE = timedelta(days=180)
ASKED_AFTER = timedelta(days=10)  # from the request for help
EVENING = time(19, 30)
ONE_IN = 3  # says yes
TITLES = {
    "nb": "Søvn og bedring",
    "nn": "Søvn og betring",
    "sv": "Sömn och återhämtning",
    "en": "Sleep and getting better",
}
INFORMATION = {
    "nb": "Vi vil finne ut om de som får hjelp med søvnen først, blir raskere bedre av andre plager.\n\n"
    "Du trenger ikke gjøre noe annet enn å svare på skjemaene som du gjør fra før.",
    "nn": "Vi vil finne ut om dei som får hjelp med søvnen først, blir raskare betre av andre plager.\n\n"
    "Du treng ikkje gjere noko anna enn å svare på skjemaa som du gjer frå før.",
    "sv": "Vi vill ta reda på om de som först får hjälp med sömnen snabbare blir bättre från andra besvär.\n\n"
    "Du behöver inte göra något annat än att svara på formulären som du gör i dag.",
    "en": "We want to find out whether those who get help with sleep first get better sooner from other trouble.\n\n"
    "You need not do anything but answer the questions as you do already.",
}


def fill_study(by: Actor) -> None:
    """In the actor's organisation, whose invented people are there already."""
    now, today = clock.now(), clock.today(by.zone)
    study = Study.objects.create(
        organisation_id=by.organisation_id,
        slug="sovn",
        titles=TITLES,
        information=INFORMATION,
        responsible="Universitetet i Fjellby, Institutt for psykologi, Pia Nordgård",
        approval="REK 000000 (oppdiktet)",
        first=today - timedelta(days=365),
        last=today + timedelta(days=365),
        instruments=["phq-9", "gad-7"],
        opened_at=now - OPEN_SINCE,
    )
    asked = Episode.objects.filter(
        organisation_id=by.organisation_id,
        received_on__gte=today - OPEN_SINCE,
        received_on__lte=today - ASKED_AFTER,
        assessed_on__isnull=False,
    ).order_by("received_on", "id")
    said_yes = asked.values_list("person_id", "received_on")[::ONE_IN]
    StudyConsent.objects.bulk_create(
        StudyConsent(
            organisation_id=by.organisation_id,
            study=study,
            person_id=person,
            origin=StudyConsent.Origin.SELF,
            given_on=received + ASKED_AFTER,
            given_at=clock.at_wall(received + ASKED_AFTER, EVENING, by.zone),
        )
        for person, received in dict(said_yes).items()
    )
