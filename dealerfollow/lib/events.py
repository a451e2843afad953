"""Domain events that go upward: synchronous, inside the writing transaction of who emits them.

A receiver one floor up subscribes when its app is ready; whatever it raises stops the emitter and
so rolls everything back.
"""

from collections.abc import Callable
from typing import Generic, TypeVar

Payload = TypeVar("Payload")


class Event(Generic[Payload]):
    """Something that has happened, named in the past tense and the plural: deliveries_recorded."""

    def __init__(self, name: str) -> None:
        self.name = name
        self._receivers: list[Callable[[Payload], object]] = []

    def __repr__(self) -> str:
        return f"<Event {self.name}, {len(self._receivers)} subscribed>"

    def subscribe(self, receiver: Callable[[Payload], object]) -> Callable[[Payload], object]:
        """Call `receiver` at every emit, after those before it. A second time changes nothing.

        Gives the receiver back, so that it can be used as a decorator.
        """
        if receiver not in self._receivers:
            self._receivers.append(receiver)
        return receiver

    def unsubscribe(self, receiver: Callable[[Payload], object]) -> None:
        """Stop calling `receiver`; nothing happens when it was not subscribed."""
        if receiver in self._receivers:
            self._receivers.remove(receiver)

    def emit(self, payload: Payload) -> None:
        """Call every receiver in order of subscription. What one raises reaches the caller, and
        those after it are not called."""
        for receiver in tuple(self._receivers):
            receiver(payload)
