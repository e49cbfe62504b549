"""Two meetings of `make drill`: the real programs, killed at random: nothing is lost, nothing goes out twice."""

from __future__ import annotations

import os
import subprocess
import sys

# What pytest chose for its own process must not reach the drill.
NOT_OURS = ("DATABASE_URL", "OWNER_DATABASE_URL", "REDIS_URL", "DJANGO_SETTINGS_MODULE", "PORT")


def test_two_meetings_lose_nothing_whatever_is_killed():
    environment = {name: value for name, value in os.environ.items() if name not in NOT_OURS}
    command = [sys.executable, "-m", "tests.drill", "--rounds", "2", "--seed", "45"]
    done = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    assert "rounds: 2" in done.stdout
    assert "acknowledged notes: 80" in done.stdout
    assert "access log: verifies" in done.stdout
