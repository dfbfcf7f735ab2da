"""Style sheets and fonts on their way out."""

import pytest
from django.test import Client


@pytest.mark.django_db  # the end of an answer looks after the connection that a test before left open
def test_a_file_is_sent_as_it_lies_there(client: Client) -> None:
    """Packed again at each request it would cost the processor, lose its length and could not be resumed."""
    answer = client.get("/static/stegvis/stegvis.css", headers={"Accept-Encoding": "gzip"})
    sent = b"".join(answer)
    answer.close()
    assert answer.status_code == 200
    assert "Content-Encoding" not in answer
    assert int(answer["Content-Length"]) == len(sent)


def test_a_page_is_sent_packed(client: Client) -> None:
    """The same visitor's pages are compressed: that is what a phone on a train waits for."""
    answer = client.get("/no-such-page/" + "x" * 400, headers={"Accept-Encoding": "gzip"})
    assert answer.status_code == 404
    assert answer["Content-Encoding"] == "gzip"
