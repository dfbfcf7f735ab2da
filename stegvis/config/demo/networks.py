"""The demo's networks: those that come with Stegvis, and in Solvik two events to come, one past, and some talk."""

from __future__ import annotations

import io
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from itertools import cycle, islice

from PIL import Image, ImageDraw

from stegvis.definitions import clock
from stegvis.definitions.calendar import is_working_day
from stegvis.network.actions.add_material import add_material
from stegvis.network.actions.change_network import change_network
from stegvis.network.actions.hide_post import hide_post
from stegvis.network.actions.mark_attended import mark_attended
from stegvis.network.actions.plan_event import EventFields, plan_event
from stegvis.network.actions.share_file import FileFields, share_file
from stegvis.network.actions.sign_up import Guest, sign_up
from stegvis.network.actions.stock import stock_network
from stegvis.network.actions.write_post import answer, comment, write_post
from stegvis.network.models import Event, Network, SignUp
from stegvis.network.queries.events import event_named, guests_of
from stegvis.people.models import Actor, Membership, Organisation, Role
from stegvis.people.tenancy import working_in

NATIONAL = "training-as-medicine"
NAMES = ("Alma Bru", "Birk Dale", "Cato Eng", "Dina Foss", "Even Gran", "Frida Hals", "Geir Ims", "Hege Jord",
         "Ivar Kleiv", "Jorun Lia", "Kai Mo", "Lise Nord", "Magne Os", "Nina Prest", "Odd Ramsvik", "Pia Sem",
         "Roy Tangen", "Sara Ulv", "Tiril Voll", "Ulrik Ytre")  # fmt: skip
COMES_AS = (
    SignUp.ComesAs.STAFF, SignUp.ComesAs.LIVED_EXPERIENCE, SignUp.ComesAs.STAFF, SignUp.ComesAs.RELATIVE,
    SignUp.ComesAs.LIVED_EXPERIENCE, SignUp.ComesAs.STAFF,
)  # fmt: skip
NEEDS = {4: "Teleslynge", 9: "Vegetar"}


@dataclass(frozen=True)
class Planned:
    """An invented event: so many days from today, and how many sign up."""

    slug: str
    days: int
    hour: int
    seats: int | None
    guests: int
    titles: dict[str, tuple[str, str]]
    place: str = ""
    programme: tuple[tuple[str, str, str], ...] = ()


EVENTS = (
    Planned(
        "autumn-day", -42, 9, 30, 18,
        {
            "nb": ("Fagdag: trening i en travel hverdag", "Hva gjør vi når det er lite tid, små lokaler og mange som "
                   "venter? En dag for ansatte og for dem som har vært i behandling."),
            "nn": ("Fagdag: trening i ein travel kvardag", "Kva gjer vi når det er lita tid, små lokale og mange som "
                   "ventar? Ein dag for tilsette og for dei som har vore i behandling."),
            "sv": ("Temadag: träning i en stressig vardag", "Vad gör vi när tiden är knapp, lokalerna små och många "
                   "väntar? En dag för personal och för dem som har varit i behandling."),
            "en": ("Training in a busy week", "What to do with little time, small rooms and many who wait. A day for "
                   "staff and for people who have been in treatment."),
        },
        "Solvik kulturhus",
        (("09.00", "Velkommen", "Nettverket"), ("09.20", "Fra liste til løype", "To som har vært med"),
         ("12.30", "Grupper: hva gjør vi på mandag?", "")),
    ),
    Planned(
        "winter-gathering", 24, 10, 12, 15,
        {
            "nb": ("Vintersamling: intervaller for alle", "Vi prøver, måler og snakker om hvordan hard trening kan bli "
                   "trygg trening."),
            "nn": ("Vintersamling: intervall for alle", "Vi prøver, måler og snakkar om korleis hard trening kan bli "
                   "trygg trening."),
            "sv": ("Vinterträff: intervaller för alla", "Vi prövar, mäter och talar om hur hård träning kan bli trygg "
                   "träning."),
            "en": ("Winter gathering: intervals for everybody", "We try, measure and talk about how hard training can "
                   "be safe training."),
        },
        "Solvik idrettshall",
        (("10.00", "Velkommen", "Nettverket"), ("10.30", "4 x 4 minutter i praksis", "Treningsgruppa i Solvik"),
         ("13.00", "Når er det trygt?", "Siri Myhre")),
    ),
    Planned(
        "spring-screen", 52, 11, None, 7,
        {
            "nb": ("Lunsj på skjerm: de første tre ukene", "Førti minutter om hvordan folk kommer i gang og blir med."),
            "nn": ("Lunsj på skjerm: dei første tre vekene", "Førti minutt om korleis folk kjem i gang, og blir med."),
            "sv": ("Lunch på skärm: de första tre veckorna", "Fyrtio minuter om hur man kommer i gång och fortsätter."),
            "en": ("Lunch on a screen: the first three weeks", "Forty minutes on how people begin, and go on."),
        },
    ),
)  # fmt: skip
# Where nobody takes part in networks, the team's own lead invites.
INVITED = Planned(
    "sleep-and-work", 61, 9, 20, 6,
    {
        "sv": ("Temadag: sömn och arbete", "Vad hjälper när natten blir kort och dagen lång? En dag för personal, för "
               "dig som själv har legat vaken och för dig som står nära."),
        "nb": ("Temadag: søvn og arbeid", "Hva hjelper når natten blir kort og dagen lang? En dag for ansatte, for deg "
               "som selv har ligget våken, og for deg som står nær."),
        "nn": ("Temadag: søvn og arbeid", "Kva hjelper når natta blir kort og dagen lang? Ein dag for tilsette, for "
               "deg som sjølv har lege vaken, og for deg som står nær."),
        "en": ("Sleep and work", "What helps when the night is short and the day long? A day for staff, for you who "
               "have lain awake yourself, and for you who stand close to somebody who has."),
    },
    "Fjordbyens bibliotek",
    (("09.00", "Välkommen", "Samtalsmottagningen"), ("09.20", "Vad sömnen behöver", "Oskar Berg"),
     ("13.00", "Tillbaka till jobbet", "Två som har varit med")),
)  # fmt: skip


def fill_networks(organisation: Organisation) -> None:
    """Stock every organisation; where somebody takes part in networks, let them meet and write, else let them meet."""
    team = organisation.teams.order_by("-slug").first()
    with working_in(organisation, team=team) as by:
        stock_network(by=by)
        member = _somebody(by, Role.NETWORK_MEMBER)
        supporter = _somebody(by, Role.SUPPORTER)
        network = Network.objects.filter(organisation=organisation, slug=NATIONAL).first()
        if member is None or supporter is None or network is None:
            lead = _somebody(by, Role.LEAD)
            if lead is not None:
                _take_place(lead, None, INVITED)
            return
        changes = {"phase": Network.Phase.WORKING, "coordinator_id": supporter.user_id}
        change_network(by=supporter, network_id=network.pk, changes=changes)
        for planned in EVENTS:
            _take_place(supporter, network, planned)
        _talk(network, member, supporter)


def _somebody(by: Actor, role: Role) -> Actor | None:
    found = Membership.objects.filter(organisation_id=by.organisation_id, role=role).order_by("user__email").first()
    return replace(by, user_id=found.user_id, roles=frozenset({role})) if found else None


def _take_place(by: Actor, network: Network | None, planned: Planned) -> None:
    day = _working_day(clock.today(by.zone) + timedelta(days=planned.days), by.country)
    starts = clock.at_wall(day, time(planned.hour), by.zone)
    fields = EventFields(
        slug=planned.slug,
        texts={code: {"title": title, "summary": summary} for code, (title, summary) in planned.titles.items()},
        starts_at=starts,
        ends_at=starts + (timedelta(hours=6) if planned.place else timedelta(minutes=40)),
        sign_up_by=starts - timedelta(days=3),
        network_id=network.pk if network else None,
        programme=[{"at": at, "title": title, "by": who} for at, title, who in planned.programme],
        place=planned.place,
        is_digital=not planned.place,
        seats=planned.seats,
    )
    with clock.standing_at(min(clock.now(), starts - timedelta(days=20))):
        event = plan_event(by=by, fields=fields)
        for number, (name, kind) in enumerate(islice(zip(cycle(NAMES), cycle(COMES_AS), strict=False), planned.guests)):
            sign_up(by=by, event_id=event.pk, guest=_guest(number, name, kind))
    if planned.days < 0:
        _has_been(by, event, starts)


def _working_day(day: date, country: str) -> date:
    """The day, or the next one on which people are at work."""
    while not is_working_day(day, country):
        day += timedelta(days=1)
    return day


def _guest(number: int, name: str, kind: str) -> Guest:
    address = name.lower().replace(" ", ".")
    return Guest(name, f"{address}@nettverk.example", kind, NEEDS.get(number, ""))


def _has_been(by: Actor, event: Event, starts: datetime) -> None:
    came = [one.id for place, one in enumerate(guests_of(by, event_named(by, event.slug))) if place % 9 != 3]
    mark_attended(by=by, event_id=event.pk, came=came)
    with clock.standing_at(starts + timedelta(days=1)):
        slides = _slides("Fra liste til løype", ("Si hva du vil orke om tre uker", "Avtal neste gang før du går"))
        add_material(by=by, event_id=event.pk, title="Fra liste til løype, lysark", licence="CC-BY-4.0", content=slides)


def _talk(network: Network, member: Actor, supporter: Actor) -> None:
    now = clock.now()
    with clock.standing_at(now - timedelta(days=12)):
        first = write_post(
            by=member, network_id=network.pk, title="Hva gjør dere når folk uteblir fra første økt?",
            text="Hos oss kommer to av tre til samtalen, men bare halvparten til første trening. Vi har prøvd å ringe "
            "dagen før. Hva har virket hos dere?",
        )  # fmt: skip
    with clock.standing_at(now - timedelta(days=11)):
        answer(
            by=supporter, post_id=first.pk,
            text="Flere steder lar en som har vært med selv møte den nye i døra. Det koster en halvtime, og folk sier "
            "at det var det som avgjorde.",
        )  # fmt: skip
        advert = write_post(
            by=member, network_id=network.pk, title="Tilbud på pulsklokker",
            text="Ti klokker til halv pris hos en kjent butikk, si fra om dere vil ha.",
        )  # fmt: skip
    hide_post(by=supporter, post_id=advert.pk, why="Nettverket er ikke et sted for salg. Spør gjerne om erfaringer.")
    lines = ("Har du brystsmerter når du anstrenger deg?", "Har en lege bedt deg la være å trene?")
    with clock.standing_at(now - timedelta(days=9)):
        fields = FileFields("Spørsmål før hard trening", "Treningsgruppa i Solvik", "CC-BY-4.0", "Til første samtale.")
        share_file(by=member, network_id=network.pk, fields=fields, content=_slides(fields.name, lines[:1]))
    with clock.standing_at(now - timedelta(days=5)):
        shared = share_file(by=member, network_id=network.pk, fields=fields, content=_slides(fields.name, lines))
        comment(by=supporter, file_id=shared.pk, text="Fint at det andre spørsmålet kom med.")


def _slides(title: str, lines: tuple[str, ...]) -> bytes:
    """One page with large letters, as a PDF."""
    page = Image.new("L", (960, 540), 255)
    pen = ImageDraw.Draw(page)
    pen.text((60, 60), title, fill=0, font_size=44)
    for place, line in enumerate(lines):
        pen.text((60, 180 + 60 * place), f"{place + 1}. {line}", fill=40, font_size=28)
    out = io.BytesIO()
    page.save(out, "PDF")
    return out.getvalue()
