"""The synthetic patients of the demo by the group they are in (clinical notes §12). Nobody in it exists."""

from __future__ import annotations

from .oosterpolder import OOSTERPOLDER
from .rows import DIAGNOSES, DemoPatient
from .stadsrand_zuid import STADSRAND_ZUID
from .wilgenmeer import WILGENMEER

__all__ = ["DIAGNOSES", "PATIENTS", "DemoPatient"]

PATIENTS = {"wilgenmeer": WILGENMEER, "oosterpolder": OOSTERPOLDER, "stadsrand-zuid": STADSRAND_ZUID}
