"""Turns what a PostgreSQL program said before it ended into one sentence with what to do."""

from pathlib import Path

KNOWN = {
    "No space left on device": "The disk that holds {folder} is full; free some space and start again.",
    "Permission denied": "PostgreSQL may not use {folder}; give it back to the account that runs it.",
    "has wrong ownership": "{folder} belongs to another account than the one that runs PostgreSQL.",
    "has invalid permissions": "{folder} is open to other accounts; close it with chmod 0700.",
    "Read-only file system": "The disk that holds {folder} is read-only.",
    "already exists": "Another PostgreSQL uses {folder}; stop that one first.",
    "pre-existing shared memory": "Processes of an earlier PostgreSQL still use {folder}; wait or end them.",
    "could not map anonymous shared memory": "There is too little memory for PostgreSQL on this machine.",
    "Cannot allocate memory": "There is too little memory for PostgreSQL on this machine.",
    "could not locate a valid checkpoint record": "{folder} is damaged; restore it from a backup.",
    "global/pg_control": "{folder} is damaged: its control file is missing; restore it from a backup.",
    "is not a valid data directory": "{folder} is damaged: it is no whole cluster; restore it from a backup.",
}


def sentence(said: str, folder: Path) -> str:
    """The sentence for words we know; else the last line that tells of an error, as it stands."""
    for words, known in KNOWN.items():
        if words in said:
            return known.format(folder=folder)
    told = [line for line in said.splitlines() if any(word in line for word in ("FATAL", "PANIC", "error"))]
    last = (told or said.splitlines() or ["it said nothing"])[-1].strip()
    return f"PostgreSQL in {folder} could not start; it said: {last}"
