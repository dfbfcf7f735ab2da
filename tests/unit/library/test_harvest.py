"""Fetching from an archive that is not ours: it breaks off midway, changes, deletes; and nothing is there twice."""

from __future__ import annotations

import functools
import ipaddress

import pytest
from procrastinate.contrib.django.models import ProcrastinateJob

from stegvis.definitions import clock
from stegvis.library.actions.add_harvest import add_harvest
from stegvis.library.actions.fetch_outside import NotFetched, fetch_outside, is_public
from stegvis.library.actions.harvest import harvest
from stegvis.library.actions.harvest_soon import harvest_soon
from stegvis.library.actions.keep_publication import keep_publication
from stegvis.library.models import Harvest, Publication, SearchEntry
from stegvis.library.tasks import fetch_archive, fetch_archives
from stegvis.people.models import Denied
from tests.clinic import inside, make_clinic
from tests.unit.library.archive import Archive, served

# As the product fetches, but from this machine, which the product never does.
fetch_here = functools.partial(fetch_outside, may_reach=lambda address: address.is_loopback, schemes=("http",))


def dublin_core(number: int, **more: list[str]) -> dict[str, list[str]]:
    return {"title": [f"Rapport {number}"], "language": ["nob"], "date": ["2020"], "type": ["report"], **more}


@pytest.fixture
def organisation(db):
    return make_clinic().solvik_organisation


def row_of(organisation, url: str) -> Harvest:
    with inside(organisation) as by:
        return Harvest.objects.create(organisation_id=by.organisation_id, name="Loopback", url=url)


def shelf(organisation) -> dict[str, Publication]:
    with inside(organisation):
        return {one.oai.partition(" oai:loopback:")[2]: one for one in Publication.objects.exclude(oai="")}


def test_what_broke_off_goes_on_and_nothing_is_doubled(organisation):
    """Twelve records, five an answer; the second answer is cut in half. Then one changes and one is deleted."""
    archive = Archive({f"{n:02}": dublin_core(n) for n in range(12)}, breaks_at=2)
    archive.records["03"] = dublin_core(3, identifier=["urn:isbn:978-82-7570-719-1", "https://example.org/3"])
    archive.records["04"] = {"creator": ["Nobody"], "language": ["nob"]}
    archive.records["09" * 200] = dublin_core(9)
    with served(archive):
        row = row_of(organisation, archive.url)
        go = functools.partial(harvest, organisation=organisation, harvest_id=row.pk, fetch=fetch_here)
        assert go() is False
        row.refresh_from_db()
        assert row.fault
        assert row.token
        assert row.ended_at is None
        assert len(shelf(organisation)) == 4
        assert go() is False
        row.refresh_from_db()
        assert (row.fault, row.token, row.taken) == ("", "", 11)
        assert row.ended_at
        assert [("resumptionToken" in one) for one in archive.asked] == [False, True, True, True]
        assert archive.asked[1] == archive.asked[2], "asked again from where it broke off, not from the beginning"
        kept = shelf(organisation)
        assert sorted(kept) == [f"{n:02}" for n in range(12) if n != 4], "without a title there is nothing to call it"
        assert kept["03"].isbns == [], "a number that cannot be right is left out, the record is not"
        assert kept["03"].url == "https://example.org/3"

        archive.records["07"] = dublin_core(7, publisher=["SINTEF"])
        archive.records["08"] = None
        assert go() is False
        after = shelf(organisation)
        assert archive.asked[-3]["from"] == row.since
        assert {name: one.pk for name, one in after.items()} == {name: one.pk for name, one in kept.items()}
        assert after["07"].institution == "SINTEF"
        assert after["08"].withdrawn_at
        assert not SearchEntry.objects.filter(of=after["08"].pk).exists()
        assert SearchEntry.objects.filter(of=after["07"].pk).count() == 1


def test_a_work_that_is_here_from_elsewhere_is_not_taken_twice(organisation):
    """By its DOI; and what an editor has changed is not put back."""
    with inside(organisation) as by:
        fields = {"kind": "report", "titles": {"nb": "Vår"}, "language": "nb", "doi": "10.1000/182"}
        keep_publication(by=by, fields=fields, origin=Publication.Origin.WRITTEN)
    archive = Archive({"1": dublin_core(1, identifier=["https://doi.org/10.1000/182"]), "2": dublin_core(2)})
    with served(archive):
        row = row_of(organisation, archive.url)
        harvest(organisation=organisation, harvest_id=row.pk, fetch=fetch_here)
        two = shelf(organisation)["2"]
        with inside(organisation) as by:
            changed = {"kind": "report", "titles": {"nb": "Rettet"}, "language": "nb", "slug": two.slug}
            keep_publication(by=by, fields=changed, origin=Publication.Origin.WRITTEN)
        harvest(organisation=organisation, harvest_id=row.pk, fetch=fetch_here)
    assert sorted(shelf(organisation)) == ["2"]
    assert shelf(organisation)["2"].titles == {"nb": "Rettet"}


def test_an_archive_does_not_touch_what_came_from_another(organisation):
    """Two hosts that name their records alike: what one deletes stays with the other."""
    archive = Archive({"1": dublin_core(1)})
    with served(archive):
        ours = row_of(organisation, archive.url)
        other = row_of(organisation, archive.url.replace("127.0.0.1", "localhost"))
        assert other.url != ours.url
        harvest(organisation=organisation, harvest_id=ours.pk, fetch=fetch_here)
        archive.records["1"] = None
        harvest(organisation=organisation, harvest_id=other.pk, fetch=fetch_here)
        assert shelf(organisation)["1"].withdrawn_at is None
        harvest(organisation=organisation, harvest_id=ours.pk, fetch=fetch_here)
        assert shelf(organisation)["1"].withdrawn_at


def test_a_forgotten_token_begins_anew(organisation):
    """Archives forget after hours; what is here already is recognised."""
    archive = Archive({"1": dublin_core(1)})
    with served(archive):
        row = row_of(organisation, archive.url)
        with inside(organisation):
            Harvest.objects.filter(pk=row.pk).update(began_at=clock.now(), token="long ago")
        harvest(organisation=organisation, harvest_id=row.pk, fetch=fetch_here)
        row.refresh_from_db()
    assert (row.token, row.fault, row.taken) == ("", "", 1)


@pytest.mark.parametrize(
    "address",
    ["127.0.0.1", "10.0.0.1", "172.16.0.1", "192.168.1.1", "169.254.169.254", "0.0.0.0", "100.64.0.1", "224.0.0.1",
     "255.255.255.255", "::1", "::", "fe80::1", "fc00::1", "ff02::1", "::ffff:127.0.0.1", "::ffff:8.8.8.8",
     "64:ff9b::a00:1", "2002:a00:1::", "2001:0:a00:1::"],
)  # fmt: skip
def test_an_inner_address_is_no_public_one(address):
    assert not is_public(ipaddress.ip_address(address))


def test_public_addresses_are():
    assert is_public(ipaddress.ip_address("129.241.0.1"))
    assert is_public(ipaddress.ip_address("2a00:1450:4001:830::200e"))


@pytest.mark.parametrize(
    "url",
    ["http://archive.example.org/oai", "ftp://a.no/", "https://", "https://user@a.no/", "https://[::1/", "file:///etc",
     "https://127.0.0.1/", "https://2130706433/", "https://0x7f.1/", "https://0177.0.0.1/", "https://localhost/",
     "https://[::1]/", "https://[::ffff:10.0.0.1]/", "https://a.no:99999/"],
)  # fmt: skip
def test_nothing_inside_is_ever_asked(url):
    """Not one connection is tried: no_way_out would raise for any other than loopback, and loopback has no listener."""
    with pytest.raises(NotFetched) as wrong:
        fetch_outside(url)
    assert "broke off" not in wrong.value.sentence, "it was refused before it was tried"


def test_a_name_that_leads_to_one_inner_address_is_refused(monkeypatch):
    """Also where the other addresses of the name are public."""
    both = [(2, 1, 6, "", ("129.241.0.1", 443)), (2, 1, 6, "", ("10.0.0.1", 443))]
    monkeypatch.setattr("socket.getaddrinfo", lambda *_asked, **_more: both)
    with pytest.raises(NotFetched, match="inner network"):
        fetch_outside("https://archive.example.org/oai")


def test_an_archive_is_asked_by_the_plain_form_of_its_name(monkeypatch):
    """A header holds no sign beyond Latin-1. The names are those with which IANA tried such domains."""
    told = []

    def request(_pool, _method, _path, *, headers, **_more):
        told.append(headers["Host"])
        raise OSError

    monkeypatch.setattr("urllib3.HTTPSConnectionPool.request", request)
    monkeypatch.setattr("socket.getaddrinfo", lambda *_asked, **_more: [(2, 1, 6, "", ("129.241.0.1", 443))])
    for host in ("bokhylle.no", "例え.テスト:8443"):
        with pytest.raises(NotFetched, match="broke off"):
            fetch_outside(f"https://{host}/oai")
    assert told == ["bokhylle.no", "xn--r8jz45g.xn--zckzah:8443"]
    for host in ("bøker..no", "ø" * 80 + ".no"):
        with pytest.raises(NotFetched, match="no address"):
            fetch_outside(f"https://{host}/oai")


def test_only_editors_name_archives_and_each_once(organisation):
    with inside(organisation) as by:
        row = add_harvest(by=by, name="NVA", url="https://archive.example.org/oai")
        with pytest.raises(Denied, match="already"):
            add_harvest(by=by, name="NVA", url="https://archive.example.org/oai")
        with pytest.raises(Denied, match="https"):
            add_harvest(by=by, name="NVA", url="http://archive.example.org/oai")
        assert harvest_soon(by=by, harvest_id=row.pk) is True
        assert harvest_soon(by=by, harvest_id=row.pk) is False, "it waits in the queue already"


def test_a_job_with_more_to_fetch_leaves_one_for_the_rest(organisation, monkeypatch):
    """And the night asks every archive, once each."""
    row = row_of(organisation, "https://archive.example.org/oai")
    monkeypatch.setattr("stegvis.library.tasks.harvest", lambda **_asked: True)
    fetch_archive(str(organisation.pk), str(row.pk))
    fetch_archives(0)
    waiting = ProcrastinateJob.objects.filter(task_name="library.harvest", status="todo")
    assert [job.args for job in waiting] == [{"organisation": str(organisation.pk), "harvest_id": str(row.pk)}]
