"""What the people of a story find in their mail."""

from __future__ import annotations

import re

from mdo_platform.project.mailcatcher import CaughtMessage
from tests.conftest import wait_until
from tests.e2e.portal import Portal


def newest_mail(portal: Portal, *, to: str, number: int = 1) -> CaughtMessage:
    """The newest mail to this address, once it has got `number` of them."""
    wait_until(lambda: len(portal.posts(to=to)) >= number, seconds=30)
    return portal.posts(to=to)[0]


def link_in(message: CaughtMessage) -> str:
    links: list[str] = re.findall(r"http://\S+", message.text)
    assert len(links) == 1, message.text
    return links[0]
