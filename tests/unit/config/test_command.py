"""`stegvis` as a script meets it: others build on its exit codes, so they are held here."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from stegvis.config import command
from stegvis.config.refusal import CannotStart

STEGVIS = [sys.executable, "-m", "stegvis.config.command"]


def test_help_names_every_command_and_every_command_is_there(capsys: pytest.CaptureFixture[str]) -> None:
    """A command that is listed and missing would be found by a user."""
    assert command.main(["--help"]) == 0
    shown = capsys.readouterr().out
    folder = Path(command.__file__).parent / "commands"
    files = {file.stem for file in folder.glob("*.py")} - {"__init__"}
    assert files == set(command.COMMANDS)
    for name, line in command.COMMANDS.items():
        assert f"  {name} " in shown
        assert line in shown


def test_an_unknown_command_is_said_in_a_sentence(capsys: pytest.CaptureFixture[str]) -> None:
    """Exit 2 is misuse; no traceback, nothing on standard output."""
    assert command.main(["dance"]) == 2
    said = capsys.readouterr()
    assert said.err == "stegvis: there is no command 'dance'; `stegvis --help` lists them.\n"
    assert said.out == ""
    assert command.main([]) == 2


@pytest.mark.parametrize(("raised", "code"), [(CannotStart("The disk is full."), 1), (KeyboardInterrupt(), 130)])
def test_refusals_and_interruptions_end_politely(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], raised: BaseException, code: int
) -> None:
    """Whatever stops a command is a sentence or silence, never a traceback."""
    from stegvis.config.commands import doctor

    def refuse(arguments: object) -> int:
        raise raised

    monkeypatch.setattr(doctor, "run", refuse)
    assert command.main(["doctor"]) == code
    assert capsys.readouterr().err in ("stegvis doctor: The disk is full.\n", "")


def test_a_database_that_does_not_answer_is_a_sentence(tmp_path: Path) -> None:
    """`stegvis migrate` before `stegvis up` is the commonest mistake of a first day."""
    environ = {"STEGVIS_DATA": str(tmp_path), "PATH": "/usr/bin:/bin"}
    done = subprocess.run([*STEGVIS, "migrate"], env=environ, capture_output=True, text=True, check=False)
    assert done.returncode == 1
    assert done.stderr == f"stegvis migrate: {command.SILENT_DATABASE}\n"


def test_a_reader_that_has_seen_enough_ends_a_filter_silently() -> None:
    """`stegvis … | head -1` must not end in a traceback about a broken pipe."""
    work = (
        "import sys; from stegvis.config import command; from stegvis.config.commands import score;"
        "score.run = lambda _: [print('row') for _ in range(100000)] and 0;"
        "sys.exit(command.main(['score']))"
    )
    with subprocess.Popen(
        [sys.executable, "-c", work], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    ) as process:
        assert process.stdout is not None
        assert process.stderr is not None
        process.stdout.readline()
        process.stdout.close()
        assert process.stderr.read() == ""
    assert process.returncode == -13  # SIGPIPE, as with any filter


@pytest.mark.parametrize("given", [["--data", "{}"], ["--data={}"]])
def test_data_names_the_folder_for_every_command(
    given: list[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Keys of one installation with the database of another would make every name unreadable."""
    from stegvis.config.commands import demo

    (tmp_path / "keys").mkdir()
    (tmp_path / "keys" / "master.key").write_bytes(b"x" * 32)
    monkeypatch.setattr(os, "environ", {"PATH": "", "STEGVIS_DATA": "/elsewhere"})
    monkeypatch.setattr(demo, "run", lambda arguments: 0)
    command.main(["demo", *(part.format(tmp_path) for part in given)])
    assert os.environ["STEGVIS_DATA"] == str(tmp_path)
    assert os.environ["STEGVIS_MASTER_KEY_FILE"] == str(tmp_path / "keys" / "master.key")
