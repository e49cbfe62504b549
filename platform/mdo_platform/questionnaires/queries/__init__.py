"""The one door for reads: the register decides whether the patient exists for the actor, and logs the read."""

from .instruments import Instruments, OpenForm, ToolState, instruments, open_form
from .results import result, results

__all__ = ["Instruments", "OpenForm", "ToolState", "instruments", "open_form", "result", "results"]
