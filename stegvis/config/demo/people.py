"""Invented organisations, teams and staff. Every name, number and address is made up."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import time

from stegvis.definitions.registration import Level
from stegvis.people.models import Role


@dataclass(frozen=True)
class Somebody:
    """A member of staff of a demo team."""

    name: str
    profession: str
    role: Role


@dataclass(frozen=True)
class Place:
    """A demo team: where it is, how many ask for help a week, who works there."""

    slug: str
    name: str
    zone: str
    language: str
    municipalities: tuple[tuple[str, str], ...]
    phone: str
    a_week: float
    staff: tuple[Somebody, ...]
    introduction: dict[str, str]
    opens: time = time(8)
    closes: time = time(15, 30)


@dataclass(frozen=True)
class House:
    """A demo organisation with its teams."""

    slug: str
    name: str
    kind: str
    country: str
    places: tuple[Place, ...]


SOLVIK = Place(
    slug="solvik",
    name="Rask psykisk helsehjelp Solvik",
    zone="Europe/Oslo",
    language="nb",
    municipalities=(("9901", "Solvik"), ("9902", "Nesøya")),
    phone="12 34 56 78",
    a_week=4.6,
    staff=(
        Somebody("Nora Aasen", "psykolog", Role.LEAD),
        Somebody("Jonas Lien", "psykolog", Role.THERAPIST),
        Somebody("Siri Myhre", "psykiatrisk sykepleier", Role.THERAPIST),
        Somebody("Amir Rahimi", "sosionom", Role.THERAPIST),
        Somebody("Bente Haugen", "helsesekretær", Role.COORDINATOR),
        Somebody("Tor Eide", "enhetsleder", Role.MANAGER),
        Somebody("Liv Sande", "systemansvarlig", Role.ADMINISTRATOR),
        Somebody("Marit Fosse", "psykologspesialist", Role.EDITOR),
        Somebody("Åse Kvamme", "norsklærer", Role.LANGUAGE_REVIEWER),
        Somebody("Henrik Dale", "brukerrepresentant", Role.USER_REPRESENTATIVE),
        Somebody("Solveig Ness", "implementeringsrådgiver", Role.SUPPORTER),
        Somebody("Trygve Hauge", "idrettspedagog", Role.NETWORK_MEMBER),
    ),
    introduction={
        "nb": "Vi hjelper deg som strever med angst, nedstemthet, søvn eller stress.",
        "nn": "Vi hjelper deg som strevar med angst, nedstemtheit, søvn eller stress.",
        "sv": "Vi hjälper dig som har det svårt med ångest, nedstämdhet, sömn eller stress.",
        "en": "We help you who struggle with anxiety, low mood, sleep or stress.",
    },
)
HAVNA = Place(
    slug="havna",
    name="Rask psykisk helsehjelp Havna",
    zone="Europe/Oslo",
    language="nn",
    municipalities=(("9903", "Havna"),),
    phone="12 34 57 78",
    a_week=2.8,
    staff=(
        Somebody("Ragnhild Vik", "psykolog", Role.LEAD),
        Somebody("Eivind Tveit", "vernepleiar", Role.THERAPIST),
        Somebody("Maria Sunde", "psykolog", Role.THERAPIST),
        Somebody("Gro Nesse", "helsesekretær", Role.COORDINATOR),
    ),
    introduction=SOLVIK.introduction,
)
FJORDBYEN = Place(
    slug="fjordbyen",
    name="Samtalsmottagningen Fjordbyen",
    zone="Europe/Stockholm",
    language="sv",
    municipalities=(("9801", "Fjordbyen"),),
    phone="08-123 45 67",
    a_week=2.8,
    staff=(
        Somebody("Astrid Lindholm", "psykolog", Role.LEAD),
        Somebody("Oskar Berg", "psykolog", Role.THERAPIST),
        Somebody("Yasmin Karimi", "kurator", Role.THERAPIST),
        Somebody("Elin Strand", "medicinsk sekreterare", Role.COORDINATOR),
        Somebody("Per Nyström", "verksamhetschef", Role.MANAGER),
    ),
    introduction=SOLVIK.introduction,
    opens=time(8),
    closes=time(16, 30),
)
HOUSES = (
    House("solvik-kommune", "Solvik kommune", "municipality", "NO", (SOLVIK, HAVNA)),
    House("region-fjordbyen", "Region Fjordbyen", "region", "SE", (FJORDBYEN,)),
)

# Offers of every demo team: level, names, descriptions, lengths, weeks to wait, free seats.
OFFERS = (
    (
        Level.GUIDED_SELF_HELP,
        {"nb": "Veiledet selvhjelp på nett", "nn": "Rettleidd sjølvhjelp på nett",
         "sv": "Vägledd självhjälp på nätet", "en": "Guided self-help online"},
        {"nb": "Et program du tar hjemme, med en fast veileder som leser og svarer hver uke.",
         "nn": "Eit program du tek heime, med ein fast rettleiar som les og svarar kvar veke.",
         "sv": "Ett program du gör hemma, med en fast handledare som läser och svarar varje vecka.",
         "en": "A programme you take at home, with a guide of your own who reads and answers every week."},
        {"nb": "6–10 uker", "nn": "6–10 veker", "sv": "6–10 veckor", "en": "6–10 weeks"}, 0, None,
    ),
    (
        Level.COURSE,
        {"nb": "Kurs i mestring av depresjon", "nn": "Kurs i meistring av depresjon",
         "sv": "Kurs i att hantera depression", "en": "Course in coping with depression"},
        {"nb": "Åtte kvelder med inntil tolv deltakere. Du bestemmer selv hvor mye du sier.",
         "nn": "Åtte kveldar med inntil tolv deltakarar. Du avgjer sjølv kor mykje du seier.",
         "sv": "Åtta kvällar med högst tolv deltagare. Du bestämmer själv hur mycket du säger.",
         "en": "Eight evenings with up to twelve people. You decide how much you say."},
        {"nb": "8 kvelder", "nn": "8 kveldar", "sv": "8 kvällar", "en": "8 evenings"}, 3, 4,
    ),
    (
        Level.INDIVIDUAL,
        {"nb": "Samtaler én til én", "nn": "Samtalar éin til éin",
         "sv": "Enskilda samtal", "en": "One-to-one talks"},
        {"nb": "Kognitiv terapi på kontoret, på telefon eller på video.",
         "nn": "Kognitiv terapi på kontoret, på telefon eller på video.",
         "sv": "Kognitiv terapi på mottagningen, på telefon eller på video.",
         "en": "Cognitive therapy at the office, by phone or by video."},
        {"nb": "5–10 samtaler", "nn": "5–10 samtalar", "sv": "5–10 samtal", "en": "5–10 talks"}, 3, None,
    ),
)  # fmt: skip

# fmt: off
FIRST = {
    "NO": [
        "Ingrid", "Mona", "Elias", "Amina", "Torbjørn", "Silje", "Marius", "Hanna", "Ole", "Kaja", "Sindre", "Ida",
        "Vetle", "Fatima", "Anja", "Håkon", "Linnea", "Jakob", "Thea", "Per", "Marte", "Leif", "Oda", "Yusuf",
        "Tuva", "Aksel", "Ronja", "Stian", "Ellen", "Bjørg",
    ],
    "SE": [
        "Alva", "Nils", "Ebba", "Axel", "Wilma", "Hugo", "Maja", "Viktor", "Stina", "Omar", "Saga", "Anders",
        "Ylva", "Emil", "Leyla", "Karin", "Gustav", "Moa", "Johan", "Tove",
    ],
}  # fmt: skip
LAST = {
    "NO": [
        "Moen", "Tveit", "Bråthen", "Hersi", "Nes", "Fjell", "Solberg", "Dahl", "Rønning", "Skog", "Ås", "Holmen",
        "Kvam", "Elvestad", "Bakken", "Lunde", "Vang", "Sæter", "Øien", "Myrvold", "Grønli", "Nordby", "Hove",
        "Aune", "Brekke",
    ],
    "SE": [
        "Lindqvist", "Ekman", "Sjöberg", "Åkesson", "Hedlund", "Wallin", "Norén", "Forsberg", "Dahlin", "Nyman",
        "Lund", "Holm", "Ström", "Björk", "Falk",
    ],
}  # fmt: skip
# fmt: on
PROBLEM = {
    "nb": "Jeg har grublet mye i det siste og sover dårlig. Jeg orker mindre enn før, både hjemme og på jobb.",
    "nn": "Eg har grubla mykje i det siste og søv dårleg. Eg orkar mindre enn før, både heime og på jobb.",
    "sv": "Jag har grubblat mycket på sistone och sover dåligt. Jag orkar mindre än förut, både hemma och på jobbet.",
    "en": "I have been worrying a lot lately and sleep badly. I manage less than before, at home and at work.",
}
GOALS = {
    "nb": "Orke å gå i turgruppa igjen, og sove uten å grue meg",
    "nn": "Orke å gå i turgruppa att, og sove utan å grue meg",
    "sv": "Orka gå med i gånggruppen igen, och sova utan att oroa mig",
    "en": "Have the energy for the walking group again, and sleep without dread",
}
NOTES = {
    "nb": "Har fått til to av tre planlagte turer. Vi ble enige om å flytte turene til formiddagen.",
    "nn": "Har fått til to av tre planlagde turar. Vi vart einige om å flytte turane til formiddagen.",
    "sv": "Har klarat två av tre planerade promenader. Vi kom överens om att flytta dem till förmiddagen.",
    "en": "Managed two of three planned walks. We agreed to move them to the morning.",
}
