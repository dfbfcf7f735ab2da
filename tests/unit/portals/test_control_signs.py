"""What no key writes reaches no page: a form keeps its words, an address with it leads nowhere."""

from __future__ import annotations

import pytest
from django.http import Http404, QueryDict
from django.test import RequestFactory

from stegvis.portals.control_signs import NoControlSigns, plain


def test_what_is_plain_is_the_same_object() -> None:
    sent = QueryDict("text=en%0D%0Ato%09tre+%C3%B8&text=b")
    assert plain(sent) is sent


def test_a_sign_becomes_a_space_and_a_name_with_one_is_left_out() -> None:
    kept = plain(QueryDict("text=en%00to%0Btre&text=b&na%00me=x"))
    assert list(kept.lists()) == [("text", ["en to tre", "b"])]
    with pytest.raises(AttributeError):
        kept["text"] = "changed"


def test_query_and_form_are_looked_at_and_an_address_leads_nowhere() -> None:
    looks = NoControlSigns(lambda request: None)  # type: ignore[arg-type, return-value]
    request = RequestFactory().post("/x/?q=a%00b", {"page": "s\0vn"})
    looks.process_view(request, None, (), {"slug": "page"})
    assert (request.GET["q"], request.POST["page"]) == ("a b", "s vn")
    with pytest.raises(Http404):
        looks.process_view(request, None, (), {"file": "\0"})
