"""The parts that run DealerFollow itself: web server, worker, importer and beat."""

import sys
from collections.abc import Mapping

from dealerfollow.embedded.folders import PROJECT, Folders
from dealerfollow.embedded.part import Part
from dealerfollow.embedded.ports import HOST

QUEUES = "sweep,default"
IMPORTS = "import"  # by a process of its own: a long file must not hold up what is due
WORK = ("beat", "worker", "importer")  # the parts without which pages are still served


def address(port: int) -> str:
    """Where a browser on this machine finds the web server."""
    return f"http://localhost:{port}"


def running_parts(folders: Folders, env: Mapping[str, str], port: int) -> list[Part]:
    """Web, worker, importer and beat of an installation, not yet started.

    None of them gets DATABASE_OWNER_URL: row-level security binds them all.
    """
    own = {
        **env,
        "DATABASE_OWNER_URL": "",
        "PYTHONPATH": str(PROJECT),
        "PYTHONUNBUFFERED": "1",
        "DJANGO_SETTINGS_MODULE": "dealerfollow.settings",
        "CELERY_SKIP_CHECKS": "1",  # each would make the system checks that `migrate` just made
    }
    python = [sys.executable, "-m"]
    celery = [*python, "celery", "-A", "dealerfollow"]
    quiet = ("--loglevel", "INFO", "--without-mingle", "--without-gossip")
    commands = {
        "web": [
            *(*python, "gunicorn", "dealerfollow.wsgi", "--chdir", str(PROJECT)),
            *("--bind", f"{HOST}:{port}", "--worker-class", "gthread"),
            *("--preload", "--workers", "2", "--threads", "4", "--graceful-timeout", "5"),
            *("--worker-tmp-dir", str(folders.run), "--no-control-socket"),
        ],
        "worker": [
            *(*celery, "worker", "-n", "worker@%h", "-Q", QUEUES, "--concurrency", "2"),
            *quiet,
        ],
        "importer": [
            *(*celery, "worker", "-n", "importer@%h", "-Q", IMPORTS, "--concurrency", "1"),
            *quiet,
        ],
        "beat": [
            *(*celery, "beat", "--loglevel", "INFO", "--pidfile", ""),
            *("--schedule", str(folders.beat / "schedule")),
        ],
    }
    return [
        Part(name, command, folders.logs / f"{name}.log", folders.mark, own)
        for name, command in commands.items()
    ]
