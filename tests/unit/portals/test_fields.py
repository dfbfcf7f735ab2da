"""Fields as the kit draws them: everything typed is kept, every error stands at its field and is found from above."""

from collections.abc import Iterator
from datetime import date
from typing import Any
from uuid import UUID, uuid4

import pytest
from django import forms
from django.core.exceptions import ValidationError
from django.template import Context, Template
from django.test import RequestFactory
from django.utils import translation

from stegvis.portals.fields import DayField, DayParts, problems


class Asked(forms.Form):
    """One field of each kind."""

    name = forms.CharField(label="Name", widget=forms.TextInput(attrs={"autocomplete": "name", "class": "wide"}))
    story = forms.CharField(label="Story", widget=forms.Textarea, required=False, help_text="A few lines.")
    place = forms.ChoiceField(label="Place", choices=[("", "Choose"), ("a", "Solvik")])
    mood = forms.ChoiceField(label="Mood", choices=[(0, "Never"), (1, "Often")], widget=forms.RadioSelect)
    ways = forms.MultipleChoiceField(
        label="Ways", choices=[("sms", "Text"), ("ring", "Call")], widget=forms.CheckboxSelectMultiple
    )
    known = forms.BooleanField(label="I know")
    born = DayField(label="Born", earliest=date(1900, 1, 1), latest=lambda: date(2026, 3, 17))


@pytest.fixture(autouse=True)
def in_english() -> Iterator[None]:
    with translation.override("en"):
        yield


def drawn(source: str, **context: Any) -> str:
    return Template("{% load stegvis %}" + source).render(Context(context))


def test_what_was_typed_stands_in_the_fields_again() -> None:
    """Nobody writes about what is hard twice because a digit was missing."""
    form = Asked(
        {"name": "Åse <b>", "story": "I sleep badly.\nAlways.", "place": "a", "mood": "1", "ways": ["ring"],
         "born_day": "31", "born_month": "2", "born_year": "94"}
    )  # fmt: skip
    html = drawn("{% fields form %}", form=form)
    assert 'value="Åse &lt;b&gt;"' in html
    assert "I sleep badly.\nAlways." in html
    assert '<option value="a" selected>' in html
    for control, on in (("mood_0", False), ("mood_1", True), ("ways_0", False), ("ways_1", True)):
        tag = html[html.rindex("<input", 0, html.index(f'id="id_{control}"')) :].split(">")[0]
        assert ("checked" in tag) is on, control
    assert all(f'value="{part}"' in html for part in ("31", "2", "94"))


def test_a_fresh_question_has_no_answer_chosen() -> None:
    assert "checked" not in drawn("{% field form.mood %}", form=Asked())


def test_an_error_stands_at_its_field_and_is_tied_to_it() -> None:
    """A person who hears the page hears the error with the field, not somewhere below."""
    form = Asked({"story": "x"})
    for name in ("name", "place", "known"):
        html = drawn(f"{{% field form.{name} %}}", form=form)
        assert f'aria-describedby="id_{name}_error"' in html
        assert f'<p class="field-error" id="id_{name}_error">' in html
        assert 'aria-invalid="true"' in html
    for name in ("mood", "ways", "born"):
        html = drawn(f"{{% field form.{name} %}}", form=form)
        assert html.startswith("<fieldset")
        assert f'aria-describedby="id_{name}_error"' in html.split(">")[0]


def test_a_hint_and_an_error_are_both_told_in_that_order() -> None:
    form = Asked({"story": "x"})
    form.add_error("story", "Too short.")
    html = drawn("{% field form.story %}", form=form)
    assert 'aria-describedby="id_story_helptext id_story_error"' in html


def test_attributes_of_the_widget_are_kept() -> None:
    """Autocomplete is what lets a browser fill in the name; a class of the form's own stays beside ours."""
    html = drawn("{% field form.name %}", form=Asked())
    assert 'autocomplete="name"' in html
    assert 'class="ds-input wide"' in html


def test_a_field_that_may_stay_empty_says_so() -> None:
    assert "(optional)" in drawn("{% field form.story %}", form=Asked())
    assert "(optional)" not in drawn("{% field form.name %}", form=Asked())
    assert "(optional)" not in drawn("{% field form.story optional=False %}", form=Asked())


def test_the_summary_leads_to_the_first_control_of_every_field() -> None:
    form = Asked({"born_day": "1"})
    html = drawn("{% errors form %}{% fields form %}", form=form)
    for target, _ in problems([form]):
        assert f'href="#{target}"' in html
        assert f'id="{target}"' in html
    assert [target for target, _ in problems([form])] == [
        "id_name", "id_place", "id_mood_0", "id_ways_0", "id_known", "id_born_day",
    ]  # fmt: skip
    assert "6 things are missing or wrong" in html


def test_the_summary_is_silent_when_all_is_well() -> None:
    assert drawn("{% errors form %}", form=Asked()).strip() == ""


def test_a_sentence_from_a_row_is_escaped_in_the_summary() -> None:
    form = Asked({})
    form.add_error(None, "<script>")
    assert "&lt;script&gt;" in drawn("{% errors form %}", form=form)


def test_a_label_may_be_the_heading_of_the_page() -> None:
    """One question a page: the question is the h1, and still the name of its group."""
    html = drawn("{% field form.mood heading=True %}", form=Asked())
    assert "<legend><h1>Mood</h1></legend>" in html.replace("\n", "")


def the_command(html: str) -> UUID:
    return UUID(html.split('value="')[1].split('"', maxsplit=1)[0])


def test_every_fresh_form_has_a_command_id_of_its_own() -> None:
    html = drawn("{% command %}|{% command %}")
    assert len({the_command(part) for part in html.split("|")}) == 2


def test_a_form_that_comes_back_keeps_its_command_id() -> None:
    """So that the same change, sent twice, is made once."""
    given = uuid4()
    request = RequestFactory().post("/", {"command": str(given)})
    assert the_command(drawn("{% command %}", request=request)) == given
    assert the_command(drawn("{% command form %}", form=Asked({"command": str(given)}))) == given


def test_another_form_on_the_page_gets_another_command_id() -> None:
    given = uuid4()
    request = RequestFactory().post("/", {"command": str(given)})
    assert the_command(drawn("{% command form %}", form=Asked(), request=request)) != given


def test_something_else_in_place_of_a_command_id_is_not_sent_on() -> None:
    request = RequestFactory().post("/", {"command": '"><script>'})
    assert "<script>" not in drawn("{% command %}", request=request)


@pytest.mark.parametrize(
    ("parts", "problem"),
    [
        (("", "", ""), "required"),
        (("3", "", "1988"), "incomplete"),
        (("3", "5", "88"), "incomplete"),
        (("three", "5", "1988"), "incomplete"),
        (("٣", "5", "1988"), "incomplete"),
        (("31", "2", "1994"), "invalid"),
        (("1", "1", "1899"), "early"),
        (("18", "3", "2026"), "late"),
    ],
)
def test_a_date_says_what_is_wrong_with_it(parts: tuple[str, str, str], problem: str) -> None:
    with pytest.raises(ValidationError) as wrong:
        Asked().fields["born"].clean(parts)
    assert wrong.value.code == problem


def test_a_date_is_read_from_its_parts_and_shown_in_them() -> None:
    assert Asked().fields["born"].clean(("3", "05", "1988")) == date(1988, 5, 3)
    html = drawn("{% field form.born %}", form=Asked(initial={"born": date(1988, 5, 3)}))
    assert [f'value="{part}"' in html for part in (3, 5, 1988)] == [True] * 3


def test_only_a_date_of_birth_is_offered_by_the_browser() -> None:
    """A date of an appointment filled in as one's birthday would be a wrong date."""
    birth = DayParts(birth=True).render("born", None, {"id": "b"})
    other = DayParts().render("when", None, {"id": "w"})
    assert 'autocomplete="bday-year"' in birth
    assert "bday" not in other


def test_an_icon_alone_has_a_name_and_beside_words_is_silent() -> None:
    assert 'aria-hidden="true"' in drawn('{% icon "bell" %}')
    assert 'role="img" aria-label="Alert"' in drawn('{% icon "bell" label="Alert" %}')
    with pytest.raises(KeyError):
        drawn('{% icon "no-such-drawing" %}')


def test_a_wide_table_can_be_reached_by_keyboard_and_has_a_name() -> None:
    html = drawn("{% scroll label=words %}<table></table>{% endscroll %}", words="A & B")
    assert html == '<div class="scroll" tabindex="0" role="region" aria-label="A &amp; B"><table></table></div>'
