"""The house: rooms, their order, their files. A change that bends it fails here before anyone reviews it."""

import ast
import subprocess
import sys
from pathlib import Path

import pytest
from django.apps import apps

from tests.architecture.source import PACKAGE, ROOMS, ROOT, modules, name, tree

BANNED = {"utils", "helpers", "common", "core", "base", "manager", "service", "data", "info"}
# What a room may hold beside its four; each because a framework asks for it or a rule names it.
IN_A_ROOM = {
    "__init__.py", "apps.py", "models", "actions", "queries", "migrations", "locale", "tasks.py", "admin.py",
    "models.py", "actions.py", "queries.py",
}  # fmt: skip
ALSO = {
    # DESIGN.md names constraints; sessions is Django's engine module; sealing and tenancy are what keys and
    # the tenant mean, used by every room.
    "people": {"constraints.py", "sessions.py", "sealing.py", "tenancy.py"},
    # The neutral texts, times in words for them, and how they leave.
    "notices": {"texts.py", "carriers.py", "when.py"},
    # How programmes are written and turned into a document; Wagtail asks for its module of hooks; programmes, pages,
    # publications and claims that come with Stegvis, as their authors wrote them.
    "library": {"authoring", "wagtail_hooks.py", "shipped", "shelf"},
    # Networks, offers and the kit for starting up that come with Stegvis.
    "network": {"shelf"},
    # What a bundle holds and how it is signed; FHIR mappings; a study's data set: no table, no action.
    "exchange": {"bundle", "fhir", "research"},
    # The measures know no framework; the data set is read without it too.
    "outcomes": {
        "reports",
        "measures",
        "dataset.py",
        "dataset",
        "disclosure",
        "trajectories",
        "comparison",
        "planning",
        "engines",
    },
}
FRAMED = {
    "people",
    "notices",
    "care",
    "safety",
    "questionnaires",
    "outcomes",
    "selfhelp",
    "library",
    "network",
    "exchange",
}


def test_rooms_import_only_to_the_right() -> None:
    """The layers, the independence of portals and the freedom of definitions are one contract file."""
    done = subprocess.run(
        [Path(sys.executable).with_name("lint-imports"), "--no-cache"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr


def test_foreign_keys_written_as_text_point_to_the_right_too() -> None:
    """A model named in a string escapes the import check, so it is held to the same order here."""
    order = {room: place for place, room in enumerate(ROOMS)}
    wrong = [
        f"{model._meta.label}.{field.name} -> {field.related_model._meta.label}"
        for model in apps.get_models()
        for field in model._meta.get_fields()
        if field.concrete
        and field.is_relation
        and model._meta.app_label in order
        and field.related_model._meta.app_label in order
        and order[field.related_model._meta.app_label] < order[model._meta.app_label]
    ]
    assert wrong == []


def test_there_is_no_room_that_design_does_not_name() -> None:
    found = {path.name for path in PACKAGE.iterdir() if path.is_dir() and not path.name.startswith(("_", "."))}
    assert found == set(ROOMS)


@pytest.mark.parametrize("room", sorted(FRAMED))
def test_a_room_holds_only_what_a_room_holds(room: str) -> None:
    found = {path.name for path in (PACKAGE / room).iterdir() if path.name != "__pycache__"}
    assert found - IN_A_ROOM - ALSO.get(room, set()) == set()


def test_names_say_what_a_module_is_for() -> None:
    # Django looks for a database backend in a module of that name and in no other.
    asked_for = PACKAGE / "config" / "database" / "backend" / "base.py"
    named = [path for path in modules() if path != asked_for]
    bad = [name(path) for path in named if path.stem in BANNED or set(path.parent.parts) & BANNED]
    assert bad == []


def test_a_module_says_what_it_owns() -> None:
    silent = [name(path) for path in modules() if not ast.get_docstring(tree(path))]
    assert silent == []


def test_files_stay_under_400_lines() -> None:
    long = [name(path) for path in modules() if len(path.read_text("utf-8").splitlines()) > 400]
    assert long == []


def test_functions_stay_under_50_lines() -> None:
    long = [
        f"{name(path)}:{node.name}"
        for path in modules()
        for node in ast.walk(tree(path))
        if isinstance(node, ast.FunctionDef) and (node.end_lineno or 0) - node.lineno + 1 > 50
    ]
    assert long == []


def test_one_clock() -> None:
    """Nothing but `definitions.clock` asks the machine what time it is, so a test can set it for everything."""
    asked = [
        f"{name(path)}:{node.lineno}"
        for path in modules()
        if path != PACKAGE / "definitions" / "clock.py" and PACKAGE / "config" not in path.parents
        for node in ast.walk(tree(path))
        if isinstance(node, ast.Attribute)
        and (
            (node.attr in {"now", "utcnow", "today"} and isinstance(node.value, ast.Name)
             and node.value.id in {"datetime", "date", "timezone"})
            or (node.attr == "time" and isinstance(node.value, ast.Name) and node.value.id == "time")
        )
    ]  # fmt: skip
    assert asked == []


def test_portals_never_touch_tables() -> None:
    touched = [
        f"{name(path)}:{node.lineno}"
        for path in modules()
        if PACKAGE / "portals" in path.parents
        for node in ast.walk(tree(path))
        if isinstance(node, ast.Attribute)
        and node.attr in {"objects", "_default_manager", "save", "bulk_create"}
        and path.name != "guard.py"
    ]
    assert touched == []


def test_no_signals() -> None:
    used = [
        name(path)
        for path in modules()
        for node in ast.walk(tree(path))
        if isinstance(node, ast.ImportFrom) and {"django", "signals"} <= set((node.module or "").split("."))
    ]
    assert used == []
