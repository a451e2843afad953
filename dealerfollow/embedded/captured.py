"""Running a command of the project whose output is wanted only when it fails."""

import os
import subprocess
from collections.abc import Mapping

from dealerfollow.embedded.folders import PROJECT


def run_captured(command: list[str], env: Mapping[str, str]) -> subprocess.CompletedProcess[str]:
    """Run it in the project's folder, with nothing to read; all that it printed is in `stdout`."""
    return subprocess.run(
        command,
        cwd=PROJECT,
        env={**os.environ, **env},
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )
