"""manage.py kept warm, and parts that are dismissed."""

import json
import os
import subprocess
import sys
import time

import pytest

from dealerfollow.embedded.folders import PROJECT, Folders
from dealerfollow.embedded.part import Part
from dealerfollow.embedded.progress import Refused
from dealerfollow.embedded.reap import left_behind
from dealerfollow.embedded.stores_up import environment
from dealerfollow.embedded.supervisor import Supervisor
from dealerfollow.embedded.warm_manage import WarmManage

SETTINGS = {"DJANGO_SETTINGS_MODULE": "dealerfollow.settings", "PYTHONPATH": str(PROJECT)}
LOOP = [sys.executable, "-m", "dealerfollow.embedded.command_loop"]


def test_one_process_runs_command_after_command(folders: Folders) -> None:
    with WarmManage(folders, environment(folders)) as manage:
        first = manage.run("version")
        assert set(left_behind(folders)) == {"manage.py"}
        with pytest.raises(Refused, match=r"manage\.py nonsense\nUnknown command"):
            manage.run("nonsense")

        assert manage.run("version") == first
        assert first.strip()[0].isdigit()

    assert left_behind(folders) == {}


def test_a_command_that_breaks_says_why(folders: Folders) -> None:
    with (
        WarmManage(folders, environment(folders)) as manage,
        pytest.raises(Refused, match="OperationalError"),
    ):
        manage.run("migrate", "--skip-checks")


def test_wrong_settings_are_told_at_the_first_command(folders: Folders) -> None:
    with (
        WarmManage(folders, {**environment(folders), "SECRET_KEY": ""}) as manage,
        pytest.raises(Refused, match="SECRET_KEY"),
    ):
        manage.run("version")


def test_the_command_loop_ends_with_its_parent(folders: Folders) -> None:
    env = {**os.environ, **SETTINGS, **environment(folders)}
    words = json.dumps(["version"]) + "\n"

    done = subprocess.run(LOOP, input=words, env=env, capture_output=True, text=True, timeout=30)

    assert done.returncode == 0
    assert json.loads(done.stdout)[0] == 0


def test_a_dismissed_part_is_not_started_again(folders: Folders) -> None:
    beat = Part("beat", ["sleep", "60"], folders.logs / "beat.log", folders.mark)
    with Supervisor(folders, "a test") as supervisor:
        supervisor.start(beat)

        supervisor.dismiss("beat")
        until = time.monotonic() + 1.5
        supervisor.watch(lambda: time.monotonic() > until)

        assert not beat.is_running
        assert supervisor.deaths["beat"] == 0
