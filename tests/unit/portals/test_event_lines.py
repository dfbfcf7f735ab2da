"""A programme line by line: read in one go, whatever stands in it."""

from __future__ import annotations

from time import process_time

from stegvis.portals.office.network.event_forms import EventForm


def read(programme: str) -> EventForm:
    form = EventForm({"programme": programme}, zone="Europe/Oslo")
    form.is_valid()
    return form


def test_a_row_of_spaces_is_read_in_one_go() -> None:
    began = process_time()
    form = read(f"09.00{' ' * 400}x{' ' * 400}y{' ' * 400};")
    assert "programme" in form.errors
    assert process_time() - began < 0.5


def test_a_line_is_a_time_what_it_is_and_who() -> None:
    said = read("09:00   Welcome  all ;  Ane Lie\n\n10.30 Lunch").cleaned_data["programme"]
    assert said == [
        {"at": "09.00", "title": "Welcome all", "by": "Ane Lie"},
        {"at": "10.30", "title": "Lunch", "by": ""},
    ]
