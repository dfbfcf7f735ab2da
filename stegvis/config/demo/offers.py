"""The demo's directory: invented training groups, courses and self-help groups in the invented municipalities.

The offers for the whole country are real and come from the shelf; a place here lies where nobody will look for it.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta

from stegvis.definitions import clock
from stegvis.network.actions.keep_offer import OfferFields, keep_offer
from stegvis.network.models import LocalOffer
from stegvis.people.models import Membership, Organisation, Role
from stegvis.people.tenancy import working_in

KIND, ROOM = LocalOffer.Kind, LocalOffer.Room


@dataclass(frozen=True)
class Invented:
    """An offer: where, its words by language (name, what it is, cost, getting in), and so many days since a check."""

    slug: str
    kind: str
    municipality: str
    address: str
    at: tuple[float, float]
    room: str
    days: int
    words: dict[str, tuple[str, str, str, str]]
    problems: tuple[str, ...] = ()
    is_step_free: bool | None = None
    is_free: bool = True
    phone: str = ""


NORWEGIAN = (
    Invented(
        "solvik-gagruppe", KIND.TRAINING, "9901", "Strandveien 2, ved biblioteket", (58.462, 8.772), ROOM.OPEN, 12,
        {
            "nb": ("Solvik gågruppe", "Vi går en time i rolig fart hver tirsdag og torsdag klokken 11. Møt opp som du "
                   "er; den som går saktest, bestemmer farten.", "Gratis", "Asfaltert vei, benker underveis"),
            "nn": ("Solvik gågruppe", "Vi går ein time i roleg fart kvar tysdag og torsdag klokka 11. Møt opp som du "
                   "er; den som går saktast, bestemmer farten.", "Gratis", "Asfaltert veg, benker undervegs"),
        },
        ("depression", "anxiety", "stress", "insomnia"), True, phone="12 34 60 01",
    ),
    Invented(
        "solvik-styrke", KIND.TRAINING, "9901", "Solvik treningssenter, Torget 5", (58.468, 8.781), ROOM.SEATS, 30,
        {"nb": ("Styrke for nybegynnere", "Åtte personer og en instruktør, to ganger i uka i ti uker. Du lærer øvelser "
                "i ditt eget tempo.", "200 kroner for ti uker", "Heis fra parkeringen")},
        ("depression", "stress"), True, False, "12 34 60 02",
    ),
    Invented(
        "solvik-frisklivssentral", KIND.TRAINING, "9901", "Helsehuset, Skolegata 1", (58.457, 8.764), ROOM.WAITING, 44,
        {"nb": ("Frisklivssentralen i Solvik", "Samtale og hjelp til å komme i gang med bevegelse, søvn eller kost. "
                "Trening i små grupper på dagtid.", "Gratis", "Trinnfritt, teleslynge i møterommet")},
        ("depression", "anxiety", "insomnia", "stress"), True, phone="12 34 60 03",
    ),
    Invented(
        "solvik-selvhjelpsgruppe", KIND.SELF_HELP, "9901", "Frivilligheten, Kaia 3", (58.460, 8.769), ROOM.SEATS, 70,
        {"nb": ("Selvhjelpsgruppe for angst", "Seks til åtte som har kjent angst, onsdag kveld. Ingen leder, og det "
                "som sies, blir i rommet.", "Gratis", "Tre trinn opp til inngangen; ring, så hjelper vi")},
        ("anxiety", "panic", "social_anxiety", "agoraphobia"), False, phone="12 34 60 04",
    ),
    Invented(
        "nesoya-dansekveld", KIND.TRAINING, "9902", "Samfunnshuset på Nesøya", (58.431, 8.835), ROOM.OPEN, 20,
        {"nb": ("Dansekveld på Nesøya", "Enkle danser, ingen partner nødvendig. Torsdager klokken 18.", "30 kroner",
                "Trinnfritt")},
        ("depression", "stress"), True, False,
    ),
    Invented(
        "nesoya-matkurs", KIND.COURSE, "9902", "Nesøya skole, kjøkkenet", (58.437, 8.842), ROOM.FULL, 100,
        {"nb": ("Mat på et lite budsjett", "Fire kvelder der vi lager middag sammen. Nytt kurs etter påske.", "Gratis",
                "Trinnfritt")},
        (), True,
    ),
    Invented(
        "havna-symjing", KIND.TRAINING, "9903", "Havna symjehall", (58.402, 8.640), ROOM.OPEN, 9,
        {"nn": ("Symjing i varmt vatn", "Varmtvassbasseng måndag og fredag føremiddag, med instruktør.",
                "40 kroner kvar gong", "Heis ned i bassenget"),
         "nb": ("Svømming i varmt vann", "Varmtvannsbasseng mandag og fredag formiddag, med instruktør.",
                "40 kroner hver gang", "Heis ned i bassenget")},
        ("depression", "stress"), True, False,
    ),
    Invented(
        "havna-kvinnegruppe", KIND.USER_ORGANISATION, "9903", "Kyrkjelydshuset", (58.398, 8.652), ROOM.UNKNOWN, 215,
        {"nn": ("Møteplassen Havna", "Kaffi og prat for deg som har hatt det vanskeleg, og for deg som står nær. "
                "Laurdagar klokka 12.", "Gratis", "")},
    ),
    Invented(
        "solvik-sovnkurs", KIND.COURSE, "9901", "Helsehuset, Skolegata 1", (58.457, 8.764), ROOM.SEATS, 190,
        {"nb": ("Sovekurs på fire kvelder", "Om søvnvaner, døgnrytme og tanker om natta. For deg som har sovet dårlig "
                "i mer enn en måned.", "Gratis", "Trinnfritt, teleslynge")},
        ("insomnia",), True,
    ),
)  # fmt: skip
SWEDISH = (
    Invented(
        "fjordbyen-promenad", KIND.TRAINING, "9801", "Torget i Fjordbyen", (58.372, 11.254), ROOM.OPEN, 15,
        {"sv": ("Promenadgruppen i Fjordbyen", "Vi går en timme i lugn takt varje måndag och onsdag kl. 10. Kom som "
                "du är; den som går långsammast bestämmer takten.", "Gratis", "Asfalterad väg, bänkar på vägen")},
        ("depression", "anxiety", "stress", "insomnia"), True, phone="08-123 45 71",
    ),
    Invented(
        "fjordbyen-gym", KIND.TRAINING, "9801", "Idrottshallen, Hamngatan 8", (58.366, 11.262), ROOM.SEATS, 40,
        {"sv": ("Träning på recept i grupp", "Tolv veckor med ledare, två pass i veckan. Ta med recept om du har; "
                "du är välkommen ändå.", "150 kronor per termin", "Hiss från entrén")},
        ("depression", "stress"), True, False, "08-123 45 72",
    ),
    Invented(
        "fjordbyen-anhoriggrupp", KIND.USER_ORGANISATION, "9801", "Föreningshuset, Bryggan 1", (58.359, 11.247),
        ROOM.SEATS, 200,
        {"sv": ("Anhöriggruppen", "För dig som står nära någon som mår dåligt. Varannan tisdag kväll.", "Gratis",
                "Två trappsteg; ring så hjälper vi")},
        (), False,
    ),
    Invented(
        "fjordbyen-angestgrupp", KIND.SELF_HELP, "9801", "Biblioteket, Hamngatan 2", (58.368, 11.249), ROOM.WAITING, 60,
        {"sv": ("Självhjälpsgrupp om ångest", "Åtta som själva känt ångest, torsdagar klockan 18.", "Gratis",
                "Utan trappsteg")},
        ("anxiety", "panic", "social_anxiety"), True,
    ),
)  # fmt: skip


def fill_offers(organisation: Organisation) -> None:
    """What there is near the organisation's teams, looked after by somebody of theirs."""
    with working_in(organisation) as by:
        today = clock.today(by.zone)
        keepers = Membership.objects.filter(organisation=organisation, role=Role.COORDINATOR).order_by("user__name")
        owner = keepers.values_list("user_id", flat=True).first()
        for one in SWEDISH if organisation.country == "SE" else NORWEGIAN:
            named = ("name", "description", "cost", "access")
            texts = {language: dict(zip(named, words, strict=True)) for language, words in one.words.items()}
            fields = OfferFields(
                slug=one.slug, kind=one.kind, texts=texts, checked_on=today - timedelta(days=one.days),
                problems=one.problems, municipalities=(one.municipality,), address=one.address, latitude=one.at[0],
                longitude=one.at[1], phone=one.phone, is_step_free=one.is_step_free, is_free_of_charge=one.is_free,
                room=one.room, owner_id=owner,
            )  # fmt: skip
            keep_offer(by=by, fields=fields)
