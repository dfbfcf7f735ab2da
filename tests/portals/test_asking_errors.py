"""Bad input at every field of the request for help: a sentence beside it in the reader's language, nothing lost,
nothing kept."""

import re
from html import escape
from typing import Any

import pytest

from stegvis.care.models import Referral, ReferralDraft
from stegvis.people.models import Person
from tests.clinic import Clinic, acting, make_clinic, visitor
from tests.database import Clone
from tests.portals.asking_pages import STEPS, Asker, error_at, html_of, text_of

LONG = "a" * 5000
# step, what is typed instead, the field, the sentence in nb and in en
WRONG = [
    (1, {"name": ""}, "name", "Skriv et navn.", "Write a name."),
    (1, {"name": "   "}, "name", "Skriv et navn.", "Write a name."),
    (1, {"name": "12345"}, "name", "Et navn har bokstaver.", "A name has letters."),
    (1, {"name": "a" * 151}, "name", "høyst 150 tegn", "at most 150 characters"),
    (1, {"birth_date_day": "31", "birth_date_month": "2"}, "birth_date", "datoen finnes ikke", "no such date"),
    (1, {"birth_date_year": "90"}, "birth_date", "", "four digits"),
    (1, {"birth_date_day": ""}, "birth_date", "", "needs a day"),
    (1, {"birth_date_year": "1890"}, "birth_date", "", "too far back"),
    (1, {"birth_date_year": "2190"}, "birth_date", "", "in the future"),
    (1, {"birth_date_day": "x"}, "birth_date", "", "needs a day"),
    (1, {"gender": ""}, "gender", "Velg ett av svarene.", "Choose one of the answers."),
    (1, {"gender": "robot"}, "gender", "Velg ett av svarene.", "Choose one of the answers."),
    (1, {"language": ""}, "language", "Velg et språk.", "Choose a language."),
    (1, {"language": "xx"}, "language", "Velg et språk.", "Choose a language."),
    (1, {"national_number": "170590 1234"}, "national_number", "11 sifre", "11 digits"),
    (1, {"national_number": "17059012345"}, "national_number", "Ett av sifrene", "one of the digits"),
    (1, {"national_number": "99999912345"}, "national_number", "", "one of the digits"),
    (1, {"national_number": "45132012345"}, "national_number", "ikke en mulig dato", "not a possible date"),
    (1, {"national_number": "abcdefghijk"}, "national_number", "bare tall", "digits only"),
    (1, {"national_number": "1" * 31}, "national_number", "Så langt", "not that long"),
    (2, {"municipality": ""}, "municipality", "Velg hvor du bor.", "Choose where you live."),
    (2, {"municipality": "0301"}, "municipality", "Velg hvor du bor.", "Choose where you live."),
    (2, {"phone": "1234 56"}, "phone", "har 6 sifre", "has 6 digits"),
    (2, {"phone": "ring meg"}, "phone", "bare tall", "digits only"),
    (2, {"phone": "1" * 41}, "phone", "Så langt", "not that long"),
    (2, {"phone": ""}, "phone", "Skriv nummeret som er trygt.", "Write the number that is safe."),
    (2, {"may_call": "", "may_text": ""}, "may_call", "Si om det er trygt", "Say whether it is safe"),
    (2, {"may_call": "perhaps"}, "may_call", "Velg ett av svarene.", "Choose one of the answers."),
    (2, {"may_text": "perhaps"}, "may_text", "Velg ett av svarene.", "Choose one of the answers."),
    (2, {"may_call": "never", "may_text": "never"}, "may_call", "minst én trygg måte", "at least one way"),
    (2, {"phone": "", "may_call": "", "may_text": ""}, "may_call", "minst én trygg måte", "at least one way"),
    (2, {"email": "kari"}, "email", "ser slik ut", "looks like this"),
    (2, {"email": "a" * 250 + "@example.org"}, "email", "Så lang", "not that long"),
    (2, {"email": "k@example.org"}, "may_email", "Si om den er trygg", "Say whether it is safe"),
    (2, {"may_email": "safe"}, "email", "Skriv e-postadressen", "Write the e-mail address"),
    (2, {"may_email": "perhaps"}, "may_email", "Velg ett av svarene.", "Choose one of the answers."),
    (2, {"address": "Veien 1"}, "may_write", "Si om den er trygg", "Say whether it is safe"),
    (2, {"may_write": "safe"}, "address", "Skriv adressen", "Write the address"),
    (2, {"may_write": "perhaps"}, "may_write", "Velg ett av svarene.", "Choose one of the answers."),
    (2, {"address": "a" * 301, "may_write": "safe"}, "address", "høyst 300 tegn", "at most 300 characters"),
    (3, {"problem": ""}, "problem", "Skriv noen ord", "Write a few words"),
    (3, {"problem": LONG}, "problem", "5000 tegn, og det er plass til 4000", "5000 characters"),
    (3, {"work_status": ""}, "work_status", "Velg det som passer best.", "Choose what fits best."),
    (3, {"work_status": "rich"}, "work_status", "Velg det som passer best.", "Choose what fits best."),
    (3, {"on_sick_pay": ""}, "on_sick_pay", "Velg ett av svarene.", "Choose one of the answers."),
    (3, {"on_sick_pay": "maybe"}, "on_sick_pay", "Velg ett av svarene.", "Choose one of the answers."),
    (4, {"accessibility": "a" * 1001}, "accessibility", "høyst 1000 tegn", "at most 1000 characters"),
    (4, {"gp_choice": ""}, "gp_choice", "Velg hva fastlegen kan få vite.", "Choose what the GP may be told."),
    (4, {"gp_choice": "all"}, "gp_choice", "Velg hva fastlegen kan få vite.", "Choose what the GP may be told."),
    (4, {"gp_name": "a" * 151}, "gp_name", "høyst 150 tegn", "at most 150 characters"),
]


@pytest.fixture(scope="module")
def clinic(module_clone: Clone, django_db_blocker: Any) -> Clinic:
    return make_clinic()


def _first_id(field: str) -> str:
    """Where the link in the summary leads: the first control of the field."""
    if field == "birth_date":
        return "id_birth_date_day"
    choices = ("gender", "language", "municipality", "work_status", "on_sick_pay", "gp_choice")
    return f"id_{field}_0" if field in choices or field.startswith("may_") else f"id_{field}"


@pytest.mark.parametrize("language", ["nb", "en"])
@pytest.mark.parametrize("wrong", WRONG, ids=lambda wrong: f"{wrong[2]}-{wrong[4]}")
def test_bad_input_is_answered_beside_the_field(
    clinic: Clinic, wrong: tuple[int, dict[str, str], str, str, str], language: str
) -> None:
    number, typed, field, nb, en = wrong
    answer = Asker(language=language).step(number, **typed)
    assert answer.status_code == 200
    sentence = error_at(answer, field)
    assert sentence
    assert (nb if language == "nb" else en) in sentence
    html = html_of(answer)
    assert f'<a href="#{_first_id(field)}">' in html, "the summary leads to the field"
    assert f'id="{_first_id(field)}"' in html
    _everything_is_still_there(html, {**STEPS[number - 1], **typed})
    with acting(visitor(clinic.solvik)):
        assert (ReferralDraft.objects.count(), Person.objects.count(), Referral.objects.count()) == (0, 0, 0)


def _everything_is_still_there(html: str, typed: dict[str, str]) -> None:
    for name, value in typed.items():
        options = re.findall(rf'<input type="radio" name="{name}" value="([^"]*)"([^>]*)>', html)
        if options:
            known = value in [option for option, _ in options]
            assert [option for option, rest in options if "checked" in rest] == [value] * known, name
        else:
            assert escape(value) in html, name


@pytest.mark.parametrize("language", ["nb", "nn", "sv", "en"])
@pytest.mark.parametrize("number", [1, 2, 3, 4])
def test_an_empty_form_and_a_hostile_one_are_answered_calmly(clinic: Clinic, number: int, language: str) -> None:
    """Nothing at all, unknown fields, NUL bytes, lists where one value is meant: a page, never a crash."""
    asker = Asker(language=language)
    for typed in (
        {},
        {"unknown": "x"},
        {name: "\x00" for name in STEPS[number - 1]},
        {name: ["a", "b"] for name in STEPS[number - 1]},
        {name: "𝔘𝔫𝔦 \u202e\u0000 ' \" ; -- <!-- {{ x }} {% y %}" for name in STEPS[number - 1]},
    ):
        answer = asker.post(f"{number}/", typed)
        assert answer.status_code == 200
        assert "field-error" in html_of(answer)


def test_a_broken_command_id_and_a_broken_code_are_no_reason_to_fall_over(clinic: Clinic) -> None:
    asker = Asker()
    assert asker.post("1/", {**STEPS[0], "command": "no-uuid", "code": "\x00"}).status_code == 303
    assert asker.post("delete/", {"command": "no-uuid"}).status_code == 303


@pytest.mark.parametrize(
    ("code", "nb", "en"),
    [
        ("", "Skriv koden du noterte.", "Write the code you wrote down."),
        ("x" * 41, "tolv bokstaver", "twelve letters"),
        ("feil kode", "Vi finner ingenting", "We find nothing"),
        ("<b>", "Vi finner ingenting", "We find nothing"),
    ],
)
def test_a_wrong_code_is_answered_beside_the_field(clinic: Clinic, code: str, nb: str, en: str) -> None:
    for language, words in (("nb", nb), ("en", en)):
        answer = Asker(language=language).post("resume/", {"code": code})
        assert words in error_at(answer, "code")
        assert escape(code) in html_of(answer)


def test_the_forms_own_texts_are_in_the_language_of_the_page(clinic: Clinic) -> None:
    """No English left over in a Norwegian form, also not in what Django says by itself."""
    for number in (1, 2, 3, 4):
        words = text_of(Asker().post(f"{number}/", {}))
        for english in ("This field", "required", "Select a valid", "Enter a", "Choose", "Write"):
            assert english not in words
