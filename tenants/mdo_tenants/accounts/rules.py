"""Who may log in, which passwords are strong enough, and where a log-in may lead to."""

from __future__ import annotations

import re
import threading
import unicodedata
from collections.abc import Iterable
from functools import lru_cache
from pathlib import Path

from django.conf import settings
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from zxcvbn import zxcvbn

from mdo_tenants.accounts.models import User

PASSWORD_MIN = 12
PASSWORD_MAX = 128
MANY_WORDS = 4  # of the known words together make a passphrase
MANY_LETTERS = 6  # different ones, besides known words, are more than decoration
JUDGED = 32  # characters; 128 of the signs that stand for letters kept zxcvbn busy for 27 seconds, 32 for one
PASSWORD_SCORE = 3  # of zxcvbn's 0 to 4: more than 10^8 guesses

_CONTROL = re.compile(r"[\x00-\x20\x7f\\]")
_zxcvbn_lock = threading.Lock()  # it keeps the context words in a module-wide dictionary


def can_log_in(user: User) -> bool:
    """Demo accounts have a password that everybody knows: outside the demo they do not exist."""
    return user.is_active and (settings.MDO_DEMO or not user.is_demo)


def password_problem(password: str, *, about: Iterable[str]) -> str | None:
    """What is wrong with a new password, as a sentence, or None. `about`: the name and e-mail address of its owner.

    Length and guessability only (ASVS 6.2): no rule about kinds of characters, because it makes passwords worse.
    """
    text = unicodedata.normalize("NFKC", password)
    if len(text) < PASSWORD_MIN:
        return _("Neem minstens %(count)s tekens. Een zin van vier of vijf woorden is makkelijk te onthouden.") % {
            "count": PASSWORD_MIN
        }
    if len(text) > PASSWORD_MAX:
        return _("Neem hoogstens %(count)s tekens.") % {"count": PASSWORD_MAX}
    known = {word.lower() for word in (*_words(about), *_dutch_words())}
    with _zxcvbn_lock:
        score = zxcvbn(text[:JUDGED], user_inputs=sorted(known))["score"]
    if score < PASSWORD_SCORE or _is_a_known_word_with_decoration(text.lower(), known):
        return _("Dit is makkelijk te raden. Neem vier of vijf woorden die niets met elkaar te maken hebben.")
    return None


def _is_a_known_word_with_decoration(text: str, known: set[str]) -> bool:
    """'Welkom2026!!' or a name and a year: zxcvbn counts each digit as chance, attackers try these first."""
    found = 0
    for word in sorted(known, key=len, reverse=True):
        if word in text:
            found, text = found + 1, text.replace(word, " ")
    letters_left = {sign for sign in text if sign.isalpha()}
    return 0 < found < MANY_WORDS and len(letters_left) < MANY_LETTERS


def _words(about: Iterable[str]) -> list[str]:
    """Whole values and their parts: 'S.Vermeulen@demo.invalid' also gives 'vermeulen'."""
    values = [value for value in about if value]
    return [*values, *(part for value in values for part in re.split(r"[\W_]+", value) if len(part) > 2)]


@lru_cache(maxsize=1)
def _dutch_words() -> tuple[str, ...]:
    """Words that Dutch users, and this trade, put into passwords; zxcvbn itself knows English only."""
    text = (Path(__file__).parent / "password_words.txt").read_text(encoding="utf-8")
    return tuple(text.split())


def safe_next(target: str | None) -> str | None:
    """`target` when it is a path on this site, else None; anything a browser could read as another host is refused."""
    if not target or not target.startswith("/") or _CONTROL.search(target):
        return None
    return target if url_has_allowed_host_and_scheme(target, allowed_hosts=None) else None
