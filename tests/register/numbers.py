"""Numbers with the form of a BSN, made by the rule itself in the range that is for tests (999…): of nobody."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import count


def passes(digits: str) -> bool:
    """The eleven-test as the law describes it: 9, 8 … 2 times the first eight digits, minus the last."""
    total = sum((9 - place) * int(digit) for place, digit in enumerate(digits[:8])) - int(digits[8])
    return total % 11 == 0


def invented(*, start: str = "999") -> Iterator[str]:
    """Numbers of nine digits that pass, beginning with `start`, the smallest first; not that of zeros only."""
    free = 9 - len(start)
    return (number for tail in count(1) if passes(number := f"{start}{tail:0{free}d}"))


FIRST, SECOND = (number for number, _nth in zip(invented(), range(2), strict=False))
# Eight digits that pass with a zero before them: the smallest there are, obviously of nobody.
SHORT = next(invented(start="0000000"))[1:]
