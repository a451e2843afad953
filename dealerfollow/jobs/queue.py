"""The connection that publishes: it waits little, since a person may be waiting for the page."""

import time
from typing import Any

from celery import current_app
from kombu import Connection

# Longer waits than these are the worker's: nobody waits for its page.
PATIENCE = {"socket_connect_timeout": 0.5, "socket_timeout": 0.5, "max_retries": 0}
PAUSE_SECONDS = 15.0


class Breaker:
    """After a failure, nothing is tried for a while: a dead broker slows one request, not all."""

    def __init__(self, pause_seconds: float) -> None:
        self.pause_seconds = pause_seconds
        self.closed_until = 0.0

    def is_closed(self, at: float) -> bool:
        """Whether trying is pointless at this monotonic second."""
        return at < self.closed_until

    def failed(self, at: float) -> None:
        """Remembers a failure at this monotonic second."""
        self.closed_until = at + self.pause_seconds

    def worked(self) -> None:
        """Forgets former failures."""
        self.closed_until = 0.0


breaker = Breaker(PAUSE_SECONDS)


class QueueUnreachable(Exception):
    """Not published. The database keeps the truth and the next sweep finds the work."""


def publishing_connection() -> Connection:
    """A new connection to the broker, which gives up within half a second; close it after use."""
    options = {**current_app.conf.broker_transport_options, **PATIENCE}
    return Connection(current_app.conf.broker_url, transport_options=options)


def publish(task: Any, args: tuple[Any, ...] = ()) -> None:
    """Publishes within a second or raises QueueUnreachable; at once for a while after a failure."""
    if breaker.is_closed(time.monotonic()):
        raise QueueUnreachable("it was unreachable a moment ago")
    try:
        with publishing_connection() as connection:
            task.apply_async(args=args, retry=False, connection=connection)
    except Exception as problem:  # kombu, redis and socket errors share no base class
        breaker.failed(time.monotonic())
        raise QueueUnreachable(f"{type(problem).__name__}: {problem}") from problem
    breaker.worked()


def is_broker_reachable() -> bool:
    """Whether the broker answers PING within about half a second."""
    try:
        with publishing_connection() as connection:
            connection.default_channel.client.ping()
    except Exception:  # kombu, redis and socket errors share no base class
        return False
    return True
