"""Our one migration for each of Wagtail's apps stands for exactly those that the installed Wagtail brings."""

from __future__ import annotations

from importlib import import_module
from pathlib import Path

import pytest
from django.conf import settings

OWN = {
    "wagtailcore": "wagtail.migrations",
    "wagtailadmin": "wagtail.admin.migrations",
    "wagtailusers": "wagtail.users.migrations",
    "taggit": "taggit.migrations",
}


def test_the_apps_are_those_whose_migrations_are_ours() -> None:
    assert set(settings.MIGRATION_MODULES) == set(OWN)


@pytest.mark.parametrize("label", sorted(OWN))
def test_what_it_replaces_is_what_wagtail_brings(label: str) -> None:
    """A newer Wagtail with migrations of its own fails here: they must follow ours, not be passed over."""
    brought = {path.stem for path in Path(import_module(OWN[label]).__path__[0]).glob("[0-9]*.py")}
    ours = import_module(f"{settings.MIGRATION_MODULES[label]}.0001_wagtail_7_4").Migration
    assert {name for _, name in ours.replaces} == brought
