"""Captions are read strictly: what a player would show otherwise than we read it is refused, with its line."""

from __future__ import annotations

import pytest

from stegvis.definitions.captions import BadCaptions, Cue, read_captions, written

GOOD = """WEBVTT - made by Kari on her phone

NOTE recorded at 59.91, 10.75

1
00:01.000 --> 00:04.500 align:start line:0
<v Eva>Jeg sov <i>dårlig</i> & lenge
og sto opp sent

00:04.000 --> 01:00:06.000
&lt;stille&gt;
"""


def test_captions_are_written_anew_without_names_comments_and_places() -> None:
    made = written(read_captions(GOOD))
    assert made == (
        "WEBVTT\n\n00:00:01.000 --> 00:00:04.500\n<v Eva>Jeg sov <i>dårlig</i> &amp; lenge\nog sto opp sent\n\n"
        "00:00:04.000 --> 01:00:06.000\n&lt;stille&gt;\n"
    )
    assert written(read_captions(made)) == made


def test_a_file_of_windows_is_read_too() -> None:
    text = "\ufeffWEBVTT\r\n\r\n00:01.000 --> 00:02.000\r\nHei\r\n"
    assert read_captions(text) == [Cue(1000, 2000, ("Hei",))]


@pytest.mark.parametrize(
    ("body", "kind", "line"),
    [
        ("", "no_words", 1),
        ("STYLE\n::cue { color: red }", "unknown_block", 3),
        ("REGION\nid:fred", "unknown_block", 3),
        ("00:01.000 -> 00:02.000\nHei", "no_times", 3),
        ("00:01,000 --> 00:02,000\nHei", "no_times", 3),
        ("00:02.000 --> 00:01.000\nHei", "order", 3),
        ("00:05.000 --> 00:06.000\nHei\n\n00:01.000 --> 00:02.000\nHei", "order", 6),
        ("00:01.000 --> 00:02.000", "no_words", 3),
        ("00:01.000 --> 00:02.000\nHei <script>alert(1)</script>", "markup", 4),
        ("00:01.000 --> 00:02.000\n<b>Hei", "markup", 4),
        ("00:01.000 --> 00:02.000\n<b><i>Hei</b></i>", "markup", 4),
        ("00:01.000 --> 00:02.000\n<c.red>Hei</c>", "markup", 4),
        ("00:01.000 --> 00:02.000\n<i class=x>Hei</i>", "markup", 4),
    ],
)
def test_what_is_wrong_is_said_with_its_line(body: str, kind: str, line: int) -> None:
    with pytest.raises(BadCaptions) as refused:
        read_captions(f"WEBVTT\n\n{body}\n")
    assert (refused.value.kind, refused.value.line) == (kind, line)


def test_what_is_no_such_file_is_refused() -> None:
    for text in ("", "WEBVTTX\n\n00:01.000 --> 00:02.000\nHei", "1\n00:00:01,000 --> 00:00:02,000\nHei"):
        with pytest.raises(BadCaptions, match="no_header"):
            read_captions(text)
