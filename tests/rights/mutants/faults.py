"""Seeded faults of authorisation: each one is an edit that a tired colleague could make, and the matrix must see it.

A fault names the requests that are tried against it: a module of the matrix and what its tests must have in their name
(pytest -k). Nothing here is ever applied to the code itself: `python -m tests.rights.mutants` edits a copy.
"""

from __future__ import annotations

from tests.rights.mutants.changing import CHANGES, ROLES
from tests.rights.mutants.entering import DOORS, PROGRAMS, TRACES
from tests.rights.mutants.seeds import Fault
from tests.rights.mutants.seeing import SIGHT

FAULTS: list[Fault] = [*SIGHT, *CHANGES, *ROLES, *DOORS, *PROGRAMS, *TRACES]
