"""The seconds in front of the lines of a start."""

import os
import subprocess
import sys
import time

SAYS = (
    "import os; from dealerfollow.embedded.progress import seconds; print(seconds(), *os.environ)"
)


def run(**env: str) -> str:
    done = subprocess.run(
        [sys.executable, "-c", SAYS], env={**os.environ, **env}, capture_output=True, check=True
    )
    return done.stdout.decode()


def test_they_count_from_when_the_command_was_given_and_the_children_do_not():
    counted, left = run(DEALERFOLLOW_BEGAN_AT=str(int(time.time()) - 90)).split(" ", 1)
    assert 90 <= float(counted) < 120
    assert "DEALERFOLLOW_BEGAN_AT" not in left


def test_a_program_started_by_itself_counts_from_its_own_start():
    assert float(run().split(" ", 1)[0]) < 5
