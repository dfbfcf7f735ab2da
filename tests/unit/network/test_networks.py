"""Networks: what comes along, who writes, who moderates, and what is stopped before it is stored."""

from __future__ import annotations

import io
import struct
import uuid
import zlib

import pytest
from PIL import Image

from stegvis.definitions import clock
from stegvis.definitions.national_numbers import synthetic_swedish
from stegvis.network.actions import check_file
from stegvis.network.actions import share_file as share_file_module
from stegvis.network.actions.add_member import add_member, end_member
from stegvis.network.actions.change_network import change_network
from stegvis.network.actions.check_file import checked_file
from stegvis.network.actions.found_network import NetworkFields, found_network
from stegvis.network.actions.hide_post import hide_post
from stegvis.network.actions.share_file import FileFields, share_file
from stegvis.network.actions.stock import shipped_networks, stock_network
from stegvis.network.actions.write_post import answer, comment, write_post
from stegvis.network.models import Network, Post
from stegvis.network.queries.networks import NetworkView, files_of, members_of, network_named, networks, talk_of
from stegvis.people.models import Actor, Denied, NotFound
from tests.clinic import acting, actor, again, inside, visitor
from tests.unit.network.gathering import TEXTS, Gathering, make_gathering

PDF = b"%PDF-1.4\n%%EOF\n"


def named(viewer: Actor) -> NetworkView:
    return network_named(viewer, "proeve")


@pytest.fixture
def there(db: None) -> Gathering:
    return make_gathering()


def test_what_comes_along_is_taken_in_once(there: Gathering) -> None:
    """Seed 001: one national network with its twelve members, then one a health region. A second time adds nothing."""
    with inside(there.clinic.solvik.organisation) as by:
        assert len(stock_network(by=by)) == 5
        assert stock_network(by=by) == []
    looks = visitor(there.clinic.solvik)
    with acting(looks):
        found = network_named(looks, "training-as-medicine")
        members = members_of(looks, found.id)
        assert len(members) == 12
        assert members[-1].kind == "user_representatives"
        assert found.funder == "Stiftelsen Dam"
        assert [one.level for one in networks(looks)] == ["national"] * 2 + ["regional"] * 4
    with acting(there.supporter):
        end_member(by=there.supporter, member_id=members[0].id)
        assert len(members_of(there.supporter, found.id)) == 11
    with inside(there.clinic.fjordbyen.organisation) as by:
        assert [one.slug for one in stock_network(by=by)] == ["nsph"]


def test_every_network_that_comes_along_is_told_in_all_languages() -> None:
    for one in shipped_networks():
        assert set(one["texts"]) == {"nb", "nn", "sv", "en"}, one["slug"]
        assert all(said["name"] and said["summary"] and said["goals"] for said in one["texts"].values())


def test_a_person_number_is_stopped_before_it_is_stored(there: Gathering) -> None:
    number = synthetic_swedish(clock.today("Europe/Oslo").replace(year=1985))
    with acting(there.member), pytest.raises(Denied, match="identity number"):
        write_post(by=there.member, network_id=there.network.pk, title="Hei", text=f"Gjelder {number[:8]}-{number[8:]}")
    with acting(there.member):
        assert not Post.objects.exists()


def test_a_hidden_post_is_for_its_author_and_the_moderators(there: Gathering) -> None:
    by, reader = there.member, actor(there.clinic.manager, there.clinic.solvik)
    with acting(by):
        post = write_post(by=by, network_id=there.network.pk, title="Salg", text="Kjøp klokker")
        reply = answer(by=by, post_id=post.pk, text="Ti stykker")
        assert answer(by=by, post_id=reply.pk, text="Elleve").answers_id == post.pk
        with pytest.raises(Denied):
            hide_post(by=by, post_id=post.pk, why="jeg vil")
    with acting(there.supporter):
        with pytest.raises(Denied, match="why"):
            hide_post(by=there.supporter, post_id=post.pk, why=" ")
        hide_post(by=there.supporter, post_id=post.pk, why="Ikke et sted for salg")
        assert talk_of(there.supporter, named(there.supporter)).posts[0].is_hidden
    with acting(by):
        assert talk_of(by, named(by)).posts[0].hidden_why == "Ikke et sted for salg"
    with acting(reader):
        assert talk_of(reader, named(reader)).posts == []
        with pytest.raises(NotFound):
            answer(by=reader, post_id=post.pk, text="?")


@pytest.mark.parametrize("slug", ["proeve", "new", "events"])
def test_a_name_that_is_taken_or_a_page_of_its_own_is_refused(there: Gathering, slug: str) -> None:
    fields = NetworkFields(slug=slug, texts=TEXTS, level=Network.Level.LOCAL, owner="Rådet")
    with acting(there.supporter), pytest.raises(Denied, match="short name"):
        found_network(by=there.supporter, fields=fields)


def test_the_coordinator_moderates_and_the_public_reads_no_posts(there: Gathering) -> None:
    with acting(there.supporter):
        changes = {"coordinator_id": there.member.user_id, "phase": Network.Phase.WORKING}
        change_network(by=there.supporter, network_id=there.network.pk, changes=changes)
        with pytest.raises(Denied):
            change_network(
                by=there.supporter, network_id=there.network.pk,
                changes={"coordinator_id": there.clinic.fjordbyen_lead.pk},
            )  # fmt: skip
    with acting(there.member):
        post = write_post(by=there.member, network_id=there.network.pk, title="Hei", text="Hallo")
        hide_post(by=there.member, post_id=post.pk, why="Angrer")
    looks = visitor(there.clinic.solvik)
    with acting(looks), pytest.raises(NotFound):
        talk_of(looks, named(looks))


def test_the_same_name_is_the_next_version_and_the_same_file_is_refused(there: Gathering) -> None:
    by, fields = there.member, FileFields("Mal", "Gruppa", "CC-BY-4.0")
    with acting(by):
        first = share_file(by=by, network_id=there.network.pk, fields=fields, content=PDF)
        with pytest.raises(Denied, match="same file"):
            share_file(by=by, network_id=there.network.pk, fields=fields, content=PDF)
        second = share_file(by=by, network_id=there.network.pk, fields=fields, content=PDF + b"2")
        comment(by=by, file_id=second.pk, text="Bedre")
        found = files_of(by, named(by))
        assert [(one.version, one.older, one.comments[0].text) for one in found] == [(2, ((first.pk, 1),), "Bedre")]
        with pytest.raises(NotFound):
            comment(by=by, file_id=uuid.uuid4(), text="?")


def test_a_file_is_what_its_bytes_are_and_a_picture_loses_what_the_camera_wrote() -> None:
    assert checked_file(PDF).type == "application/pdf"
    picture = io.BytesIO()
    exif = Image.Exif()
    exif[0x010E] = "KANARI"
    Image.new("RGB", (4, 4)).save(picture, "JPEG", exif=exif)
    assert b"KANARI" in picture.getvalue()
    kept = checked_file(picture.getvalue())
    assert kept.type == "image/jpeg"
    assert b"KANARI" not in kept.content
    several = io.BytesIO()
    Image.new("RGB", (4, 4)).save(several, "MPO", save_all=True, append_images=[Image.new("RGB", (4, 4), "red")])
    assert checked_file(several.getvalue()).type == "image/jpeg"
    for wrong in (b"", b"MZ\x90", b"<html>%PDF-", b"PK\x03\x04", picture.getvalue()[:40]):
        with pytest.raises(Denied):
            checked_file(wrong)


@pytest.mark.parametrize("size", [(7000, 5200), (20_000, 20_000)])
def test_a_picture_that_would_fill_the_memory_is_refused_by_its_first_bytes(size: tuple[int, int]) -> None:
    """Only the head is there, so that whoever unpacked it first would say something else."""
    head = struct.pack(">IIBBBBB", *size, 8, 2, 0, 0, 0)
    checksum = struct.pack(">I", zlib.crc32(b"IHDR" + head))
    content = b"\x89PNG\r\n\x1a\n" + struct.pack(">I", 13) + b"IHDR" + head + checksum
    with pytest.raises(Denied, match="36 million points"):
        checked_file(content + struct.pack(">I", 4) + b"IDAT" + bytes(8))


def test_what_is_too_long_is_refused_by_the_action_and_not_by_its_form_alone(there: Gathering) -> None:
    by, network = there.member, there.network.pk
    for name in share_file_module.LONGEST:
        fields = {"name": "Mal", "author": "Gruppa", "description": ""} | {name: "x" * 2001}
        with acting(by), pytest.raises(Denied, match="Write at most"):
            share_file(by=by, network_id=network, fields=FileFields(licence="own", **fields), content=PDF)
    for name in ("name", "part_of", "place", "contact", "shares"):
        fields = {"name": "Enhet", "kind": "unit"} | {name: "x" * 1001}
        with acting(there.supporter), pytest.raises(Denied, match="Write at most"):
            add_member(by=there.supporter, network_id=network, **fields)


def test_an_organisation_keeps_so_many_files_and_no_more(there: Gathering, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(check_file, "MOST_KEPT", 1)
    by, fields = there.member, FileFields("Mal", "Gruppa", "CC-BY-4.0")
    with acting(by):
        share_file(by=by, network_id=there.network.pk, fields=fields, content=PDF)
        with pytest.raises(Denied, match="keeps 1 shared files already"):
            share_file(by=again(by), network_id=there.network.pk, fields=fields, content=PDF + b"2")
