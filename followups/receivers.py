"""What this app does when something happens on a lower floor, in the same transaction."""

from datetime import datetime

from customers.events import birthdays_changed, ways_changed
from dealerfollow.stores.events import MembershipsEnded, calendar_changed, memberships_ended
from deliveries.events import (
    DeliveriesHappened,
    deliveries_corrected,
    deliveries_recorded,
    deliveries_unwound,
    delivery_buyers_changed,
    salespeople_matched,
)
from followups.actions import (
    end_unwound,
    enrol_deliveries,
    follow_buyer,
    hand_to_manager,
    own_matched,
    redate_corrected,
    redate_for_calendar,
    replan_birthdays,
    settle_channels,
)


@deliveries_recorded.subscribe
def start_follow_up(happened: DeliveriesHappened) -> None:
    """A delivery and its post-sale follow-up are one commit."""
    enrol_deliveries(happened.ids, today=happened.today, now=happened.now)


@deliveries_unwound.subscribe
def stop_follow_up(happened: DeliveriesHappened) -> None:
    """An undone sale ends what was owed for it."""
    end_unwound(happened.ids, today=happened.today, now=happened.now)


@delivery_buyers_changed.subscribe
def follow_new_buyer(happened: DeliveriesHappened) -> None:
    """The contract names somebody else: the right person is called."""
    follow_buyer(happened.ids, today=happened.today, now=happened.now)


@deliveries_corrected.subscribe
def move_follow_up(happened: DeliveriesHappened) -> None:
    """A corrected anchor moves what nobody has tried yet."""
    redate_corrected(happened.ids, today=happened.today, now=happened.now)


@salespeople_matched.subscribe
def hand_to_salesperson(happened: DeliveriesHappened) -> None:
    """The manager kept the calls while nobody was matched."""
    own_matched(happened.ids, now=happened.now)


@ways_changed.subscribe
def respect_stop(happened: tuple[list[int], datetime]) -> None:
    """A stop binds in the same second."""
    customer_ids, now = happened
    settle_channels(customer_ids, now=now)


@calendar_changed.subscribe
def respect_calendar(happened: tuple[int, datetime]) -> None:
    """Nobody owes a call on a day the store is closed."""
    store_id, now = happened
    redate_for_calendar(store_id, now=now)


@birthdays_changed.subscribe
def move_greeting(happened: tuple[list[int], datetime]) -> None:
    """The greeting follows the birthday."""
    customer_ids, now = happened
    replan_birthdays(customer_ids, now=now)


@memberships_ended.subscribe
def keep_owned(ended: MembershipsEnded) -> None:
    """A leaver's customers are never nobody's: the manager owns them until they are handed on."""
    hand_to_manager(ended.store, ended.user, by=ended.by, now=ended.now)
