"""One meeting of `make drill`, through the real programs. By this seed PostgreSQL is killed while patients are put on
the agenda, the web while somebody types, and the worker while the meeting is closed.
"""

from __future__ import annotations

import os
import subprocess
import sys

# What pytest chose for its own process must not reach the drill.
NOT_OURS = ("DATABASE_URL", "OWNER_DATABASE_URL", "REDIS_URL", "DJANGO_SETTINGS_MODULE", "PORT")


def test_a_meeting_loses_nothing_whatever_is_killed():
    environment = {name: value for name, value in os.environ.items() if name not in NOT_OURS}
    command = [sys.executable, "-m", "tests.drill", "--rounds", "1", "--seed", "11712"]
    done = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    assert "killed: 3 (postgresql 1, web 1, worker 1)" in done.stdout
    assert "acknowledged notes: 40" in done.stdout
    assert "access log: verifies" in done.stdout
