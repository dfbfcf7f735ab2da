"""Where the database is and as whom we speak to it, from the environment alone."""

import pytest

from stegvis.config.database.settings import database
from stegvis.config.refusal import CannotStart


def test_without_an_address_it_is_the_embedded_servers_socket() -> None:
    """The role is the app's: nothing serves a request as the owner by default."""
    entry = database({"STEGVIS_DATA": "/srv/stegvis"})
    assert (entry["HOST"], entry["NAME"], entry["USER"]) == ("/srv/stegvis/run", "stegvis", "stegvis_app")
    assert entry["OPTIONS"]["server_side_binding"] is True
    assert entry["CONN_HEALTH_CHECKS"] is True


@pytest.mark.parametrize("role", ["owner", "app", "report", "backup"])
def test_the_role_is_chosen_by_name(role: str) -> None:
    """Migrations, reports and backups each have rights of their own."""
    assert database({"STEGVIS_ROLE": role})["USER"] == f"stegvis_{role}"


def test_an_unknown_role_is_refused() -> None:
    """A misspelt role must not fall back to one that may do more."""
    with pytest.raises(CannotStart, match="STEGVIS_ROLE is 'root'; it must be one of owner, app"):
        database({"STEGVIS_ROLE": "root"})


def test_an_address_is_taken_apart_and_its_options_kept() -> None:
    """`sslmode` lost on the way would be a connection in clear."""
    entry = database({"DATABASE_URL": "postgresql://anna:geheim@db:5433/clinic?sslmode=verify-full"})
    told = (entry["USER"], entry["PASSWORD"], entry["HOST"], entry["PORT"], entry["NAME"])
    assert told == ("anna", "geheim", "db", "5433", "clinic")
    assert entry["OPTIONS"]["sslmode"] == "verify-full"


def test_the_owner_needs_an_address_of_its_own() -> None:
    """With DATABASE_URL alone the app would migrate, and own the tables."""
    with pytest.raises(CannotStart, match="DATABASE_OWNER_URL, which this needs, is not"):
        database({"DATABASE_URL": "postgresql://a@db/x", "STEGVIS_ROLE": "owner"})


@pytest.mark.parametrize("given", ["mysql://geheim@db/x", "not an address geheim", "postgresql://a:geheim@db"])
def test_a_wrong_address_is_refused_without_repeating_it(given: str) -> None:
    """It may hold a password, and what we say ends up in logs."""
    with pytest.raises(CannotStart, match="DATABASE_URL") as refusal:
        database({"DATABASE_URL": given})
    assert "geheim" not in refusal.value.sentence
