"""`mdo mail receive`: what a mail server pipes one message into, for the address that invites to meetings."""

from __future__ import annotations

import argparse
import logging
import os
import sys

log = logging.getLogger(__name__)


def add_parser(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    mail = commands.add_parser("mail", help="mail that comes in").add_subparsers(required=True, metavar="ACTION")
    receive = mail.add_parser("receive", help="take one message from standard input: a calendar's reply")
    receive.set_defaults(run=_receive)


def _receive(_options: argparse.Namespace) -> int:
    """0 for whatever is read or left alone, so that no mail server sends an error back; 75 (try again) without us."""
    import django  # noqa: PLC0415 - the settings are chosen first

    django.setup()
    from django.db import DatabaseError  # noqa: PLC0415 - after the set-up of Django

    from mdo_platform.meetings.invitations.replies import MOST_BYTES, Ignored, read  # noqa: PLC0415
    from mdo_platform.meetings.services import take_in  # noqa: PLC0415

    try:
        reply = read(sys.stdin.buffer.read(MOST_BYTES + 1))
        take_in(reply)
    except Ignored as why:
        log.info("A message to the reply address was left alone: %s", why)
    except DatabaseError as error:
        log.error("A message to the reply address could not be stored: %s", type(error).__name__)
        return os.EX_TEMPFAIL
    return 0
