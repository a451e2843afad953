"""Whether a port of this machine is free, and which one is."""

import socket

HOST = "127.0.0.1"


def is_free(port: int) -> bool:
    """Whether the web server could listen on this port now."""
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((HOST, port))
        except OSError:
            return False
    return True


def next_free(port: int) -> int:
    """The first free port above this one; any free one when the next hundred are taken."""
    for candidate in range(port + 1, min(port + 100, 65536)):
        if is_free(candidate):
            return candidate
    return any_free()


def any_free() -> int:
    """A free port that the system chooses."""
    with socket.socket() as probe:
        probe.bind((HOST, 0))
        return int(probe.getsockname()[1])
