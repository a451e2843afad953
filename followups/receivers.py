"""What this app does when something happens on a lower floor, in the same transaction."""

from datetime import datetime

from customers.events import (
    CustomerDied,
    CustomersMerged,
    DeathCorrected,
    MergeProposed,
    StopCorrected,
    birthdays_changed,
    customer_died,
    customers_merged,
    customers_unmerged,
    death_corrected,
    merge_proposed,
    registry_loaded,
    stop_corrected,
    ways_changed,
)
from customers.models import Customer
from dealerfollow.stores.events import MembershipsEnded, calendar_changed, memberships_ended
from dealerfollow.stores.models import Store
from deliveries.events import (
    DeliveriesHappened,
    cars_gone,
    deliveries_corrected,
    deliveries_recorded,
    deliveries_revived,
    deliveries_unwound,
    delivery_buyers_changed,
    delivery_dates_cleared,
    promises_changed,
    salespeople_matched,
)
from followups.actions import (
    ask_who_lives,
    end_car_bound,
    end_for_death,
    end_unwound,
    enrol_deliveries,
    follow_buyer,
    follow_merge,
    follow_unmerge,
    hand_to_heirs,
    hand_to_manager,
    own_matched,
    pause_cleared,
    redate_corrected,
    redate_for_calendar,
    reopen_after_correction,
    replan_birthdays,
    respect_registry,
    resume_after_death,
    resume_revived,
    settle_channels,
    take_along,
    tell_customers,
    tell_managers_of,
)


@deliveries_recorded.subscribe
def start_follow_up(happened: DeliveriesHappened) -> None:
    """A delivery and its post-sale follow-up are one commit."""
    enrol_deliveries(happened.ids, today=happened.today, now=happened.now)


@deliveries_unwound.subscribe
def stop_follow_up(happened: DeliveriesHappened) -> None:
    """An undone sale ends what was owed for it."""
    end_unwound(happened.ids, today=happened.today, now=happened.now)


@deliveries_revived.subscribe
def resume_follow_up(happened: DeliveriesHappened) -> None:
    """The same car and buyer under a new contract: what was owed goes on."""
    resume_revived(happened.ids, today=happened.today, now=happened.now)


@delivery_dates_cleared.subscribe
def pause_follow_up(happened: DeliveriesHappened) -> None:
    """The car has not gone home after all: nobody is asked how it is before it has."""
    pause_cleared(happened.ids, today=happened.today, now=happened.now)


@cars_gone.subscribe
def end_what_is_about_the_car(happened: DeliveriesHappened) -> None:
    """Traded in or sold: the owner stays ours, the car does not."""
    end_car_bound(happened.ids, today=happened.today, now=happened.now)


@promises_changed.subscribe
def tell_them(happened: DeliveriesHappened) -> None:
    """A promise slipped past what they were told, or is ready."""
    tell_customers(happened.ids, today=happened.today, now=happened.now)


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


@registry_loaded.subscribe
def respect_new_file(happened: tuple[int, datetime]) -> None:
    """A number that was registered since a call was planned is not rung."""
    group_id, now = happened
    for store in Store.objects.filter(group=group_id).order_by("pk"):
        respect_registry(store, today=store.day_of(now), now=now)


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
    if ended.moves_to is not None:
        take_along(ended.store, ended.moves_to, ended.user, by=ended.by, now=ended.now)
    elif ended.heirs:
        hand_to_heirs(ended.store, ended.user, ended.heirs, by=ended.by, now=ended.now)
    hand_to_manager(ended.store, ended.user, by=ended.by, now=ended.now)


@customers_merged.subscribe
def join_person(merged: CustomersMerged) -> None:
    """Two rows are one person: one card, at the owner of the latest delivery."""
    follow_merge(merged.survivor_id, merged.rows, by=merged.by, now=merged.now)


@customers_unmerged.subscribe
def part_person(parted: CustomersMerged) -> None:
    """They are two again: each has its own follow-ups and tries back."""
    follow_unmerge(parted.survivor_id, parted.merged_id, parted.rows, by=parted.by, now=parted.now)
    if parted.who_died is not None:
        both = [parted.who_died, parted.merged_id]
        ask_who_lives(both, parted.merged_id, by=parted.by, now=parted.now)


@customer_died.subscribe
def fall_silent(died: CustomerDied) -> None:
    """Nobody calls, writes or congratulates; what is owed is the manager's."""
    end_for_death(died.rows, estate_contact=died.estate_contact, by=died.by, now=died.now)


@death_corrected.subscribe
def speak_again(corrected: DeathCorrected) -> None:
    """They are well: what the mistake had ended goes on."""
    resume_after_death(
        corrected.customer_id,
        corrected.rows,
        words=corrected.words,
        by=corrected.by,
        now=corrected.now,
    )


@merge_proposed.subscribe
def ask_managers(proposed: MergeProposed) -> None:
    """Who may not merge says so to those who may."""
    ids = [proposed.customer_id, proposed.merged_id]
    tell_managers_of(
        Customer.objects.filter(pk__in=ids),
        "merge_proposed",
        key=f"{ids[0]}:{ids[1]}:{proposed.is_parting}",
        words=proposed.words,
        by=proposed.by,
        now=proposed.now,
        customer_id=proposed.customer_id,
        is_parting=proposed.is_parting,
    )


@stop_corrected.subscribe
def take_up_again(corrected: StopCorrected) -> None:
    """What a mistake had ended is owed again."""
    reopen_after_correction(
        corrected.stop_id,
        corrected.asked_at,
        corrected.customer_ids,
        words=corrected.words,
        by=corrected.by,
        now=corrected.now,
    )
