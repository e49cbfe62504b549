"""`mdo audit …`: what an operator does with the access logs of groups, and the mark that direct access leaves."""

from __future__ import annotations

import argparse
import getpass
import os
import sys
from collections.abc import Iterable
from datetime import date
from typing import TYPE_CHECKING, TextIO

if TYPE_CHECKING:
    from mdo_foundation.audit.queries import Verification
    from mdo_tenants.groups.models import Group

# Django's commands that reach the tables past the portal's rules and log.
DIRECT = ("shell", "dbshell")


def add_parser(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    audit = commands.add_parser("audit", help="the access logs").add_subparsers(required=True, metavar="ACTION")
    verify = audit.add_parser("verify", help="say whether a log was changed, cut or made anew")
    which = verify.add_mutually_exclusive_group(required=True)
    which.add_argument("--group", help="slug of one group")
    which.add_argument("--all", action="store_true", help="every group that has a schema")
    verify.set_defaults(run=_verify)
    purge = audit.add_parser("purge", help="remove lines of more than five years ago")
    purge.add_argument("--group", required=True, help="slug of the group")
    purge.add_argument("--before", required=True, type=date.fromisoformat, help="first day that is kept: 2021-01-31")
    purge.set_defaults(run=_purge)


def note_direct_access(command: str) -> None:
    """Who opens a shell on the data leaves a line among the anchors and in the operator's log (NEN 7513, repair)."""
    from mdo_foundation.audit.anchors import DIRECT as KIND  # noqa: PLC0415 - after the set-up of Django
    from mdo_foundation.audit.anchors import add_anchor  # noqa: PLC0415

    add_anchor(KIND, command=command, who=_person(), host=os.uname().nodename)


def _person() -> str:
    """Whose terminal it is, which sudo does not change; without a terminal whose process."""
    try:
        return os.getlogin()
    except OSError:
        return getpass.getuser()


def _verify(options: argparse.Namespace) -> int:
    """One line per group; 1 when a log is not what it was, or a named group does not exist."""
    _setup()
    from mdo_foundation.audit.queries import verify_chain  # noqa: PLC0415 - after the set-up of Django
    from mdo_foundation.common.groups import in_group  # noqa: PLC0415

    found = list(_groups(options.group))
    if not found:
        _say(f"There is no group {options.group}.", to=sys.stderr)
        return 1
    faulty = 0
    for group in found:
        with in_group(group):
            verification = verify_chain()
        faulty += not verification.is_whole
        _say(f"{group.slug}: {in_words(verification)}")
    return 1 if faulty else 0


def in_words(found: Verification) -> str:
    """What an operator reads of one log."""
    faults = (
        (found.first_fault is not None, f"line {found.first_fault} is not what it was, or one before it is gone"),
        (not found.head_agrees, "the end was cut off"),
        (found.anchor_fault is not None, f"line {found.anchor_fault} is not the one that was anchored"),
        (not found.start_agrees, "the chain begins later than any purge that was anchored"),
        (found.late_anchor is not None, f"the anchor of line {found.late_anchor} is overdue"),
        (found.file_fault is not None, f"the file of anchors itself was changed at line {found.file_fault}"),
    )
    said = [text for is_so, text in faults if is_so]
    state = "; ".join(said).upper() if said else "whole"
    return f"{state}, {found.lines} lines, anchored until {found.anchored_until}"


def _groups(slug: str | None) -> Iterable[Group]:
    from mdo_tenants.groups.models import Group  # noqa: PLC0415 - after the set-up of Django

    groups = Group.objects.exclude(schema_version=0).order_by("slug")
    return groups.filter(slug=slug) if slug else groups


def _purge(options: argparse.Namespace) -> int:
    _setup()
    from mdo_foundation.audit.retention import Refused, purge  # noqa: PLC0415 - after the set-up of Django

    group = next(iter(_groups(options.group)), None)
    if group is None:
        _say(f"There is no group {options.group}.", to=sys.stderr)
        return 1
    try:
        done = purge(group, before=options.before)
    except Refused as reason:
        _say(str(reason), to=sys.stderr)
        return 1
    _say(f"{group.slug}: {done.lines} lines removed, the chain begins after line {done.until}")
    return 0


def _say(text: str, *, to: TextIO | None = None) -> None:
    (to or sys.stdout).write(f"{text}\n")


def _setup() -> None:
    import django  # noqa: PLC0415 - the settings are chosen first

    django.setup()
