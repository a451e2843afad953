"""Domain events: in order, at once, and failing loudly."""

import pytest

from dealerfollow.lib.events import Event


def test_receivers_are_called_in_the_order_of_subscription() -> None:
    event: Event[list[int]] = Event("deliveries_recorded")
    calls: list[tuple[str, list[int]]] = []
    event.subscribe(lambda ids: calls.append(("first", ids)))
    event.subscribe(lambda ids: calls.append(("second", ids)))

    event.emit([1, 2])

    assert calls == [("first", [1, 2]), ("second", [1, 2])]


def test_subscribing_twice_calls_once() -> None:
    event: Event[int] = Event("contact_stopped")
    calls: list[int] = []
    event.subscribe(calls.append)
    event.subscribe(calls.append)

    event.emit(7)

    assert calls == [7]


def test_what_a_receiver_raises_reaches_the_emitter_and_stops_the_rest() -> None:
    event: Event[int] = Event("customers_merged")
    calls: list[int] = []

    @event.subscribe
    def fails(payload: int) -> None:
        raise LookupError(payload)

    event.subscribe(calls.append)

    with pytest.raises(LookupError):
        event.emit(1)
    assert calls == []


def test_an_unsubscribed_receiver_hears_nothing() -> None:
    event: Event[int] = Event("memberships_ended")
    calls: list[int] = []
    event.subscribe(calls.append)
    event.unsubscribe(calls.append)
    event.unsubscribe(calls.append)

    event.emit(1)

    assert calls == []
    assert repr(event) == "<Event memberships_ended, 0 subscribed>"
