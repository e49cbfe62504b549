"""Seeded faults of authorisation: each one is an edit that a tired colleague could make, and the matrix must see it.

Each is put into the running code of a test and taken out again (`applying.py`); no file is ever touched.
"""

from __future__ import annotations

from tests.rights.mutants.changing import CHANGES, ROLES
from tests.rights.mutants.entering import DOORS, PROGRAMS, TRACES
from tests.rights.mutants.seeds import Fault
from tests.rights.mutants.seeing import SIGHT
from tests.rights.mutants.visiting import VISITS

FAULTS: list[Fault] = [*SIGHT, *CHANGES, *ROLES, *DOORS, *PROGRAMS, *TRACES, *VISITS]
