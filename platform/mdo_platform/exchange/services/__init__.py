"""Every step of an import, and the export. Each checks who may; nothing is written to the register until confirmed."""

from .choosing import choose_columns, decide
from .confirming import confirm
from .running import run_import
from .staging import cancel, start_import

__all__ = ["cancel", "choose_columns", "confirm", "decide", "run_import", "start_import"]
