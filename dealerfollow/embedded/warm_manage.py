"""manage.py kept warm: one process that loads Django once and runs command after command.

Loading takes a second of a processor, so it begins while PostgreSQL starts, and happens once.
"""

import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Mapping

from dealerfollow.embedded.folders import PROJECT, Folders
from dealerfollow.embedded.part import MARK, PART
from dealerfollow.embedded.progress import Refused


class WarmManage:
    """Use it as a context manager; leaving it ends the process, also in the middle of a command.

    It carries MARK, so that a later start finds and ends it when its parent was killed.
    """

    def __init__(self, folders: Folders, env: Mapping[str, str]) -> None:
        self._words = tempfile.TemporaryFile()  # noqa: SIM115 (closed by __exit__)
        self._process = subprocess.Popen(
            [sys.executable, "-m", "dealerfollow.embedded.command_loop"],
            cwd=PROJECT,
            env={**os.environ, **env, MARK: folders.mark, PART: "manage.py"},
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=self._words,
            start_new_session=True,  # Ctrl-C in a terminal is our affair
            text=True,
        )

    def __enter__(self) -> "WarmManage":
        return self

    def __exit__(self, *_: object) -> None:
        self._process.kill()
        self._process.communicate()
        self._words.close()

    def run(self, *words: str) -> str:
        """Run one command and return what it printed. Raises Refused with that when it fails."""
        code, printed = self._ask(list(words))
        if code:
            raise Refused(f"This step failed: manage.py {words[0]}\n{printed.strip()[-4000:]}")
        return printed

    def _ask(self, words: list[str]) -> tuple[int, str]:
        assert self._process.stdin is not None and self._process.stdout is not None
        try:
            self._process.stdin.write(json.dumps(words) + "\n")
            self._process.stdin.flush()
            answer = self._process.stdout.readline()
        except BrokenPipeError:
            answer = ""
        if not answer:  # it ended, for example because a setting is wrong: its last words say why
            self._process.wait()
            self._words.seek(0)
            return 1, self._words.read().decode(errors="replace")
        code, printed = json.loads(answer)
        return code, printed
