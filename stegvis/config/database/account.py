"""Which account of this machine runs PostgreSQL, which refuses to run as root. Changes no account."""

import grp
import os
import pwd
import stat
from dataclasses import dataclass
from pathlib import Path

from stegvis.config.refusal import CannotStart

OURS = "stegvis"
LAST_RESORT = "nobody"


@dataclass(frozen=True)
class Account:
    """A user of the operating system: name, number, its own group and all its groups."""

    name: str
    uid: int
    gid: int
    groups: frozenset[int]


def server_account() -> Account | None:
    """None: run as we are. As root: the account `stegvis` where the machine has one, else `nobody`."""
    if os.geteuid() != 0:
        return None
    for name in (OURS, LAST_RESORT):
        try:
            entry = pwd.getpwnam(name)
        except KeyError:
            continue
        groups = {group.gr_gid for group in grp.getgrall() if name in group.gr_mem} | {entry.pw_gid}
        return Account(name, entry.pw_uid, entry.pw_gid, frozenset(groups))
    raise CannotStart(f"PostgreSQL may not run as root, and there is no account '{OURS}' or '{LAST_RESORT}'.")


def can_enter(folder: Path, account: Account) -> bool:
    """May the account walk down to this folder? Folders that do not exist yet are ours to open."""
    folder = folder.resolve()
    return all(_may_search(step, account) for step in (folder, *folder.parents) if step.exists())


def _may_search(folder: Path, account: Account) -> bool:
    """The ordinary rule of Unix: the owner's bit counts for the owner, the group's for the group."""
    status = folder.stat()
    if status.st_uid == account.uid:
        return bool(status.st_mode & stat.S_IXUSR)
    if status.st_gid in account.groups:
        return bool(status.st_mode & stat.S_IXGRP)
    return bool(status.st_mode & stat.S_IXOTH)
