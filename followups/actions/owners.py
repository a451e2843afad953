"""Who makes the calls of a delivery, and who makes any at a store."""

from collections.abc import Sequence

from dealerfollow.stores.actions import hold_staff
from dealerfollow.stores.models import Membership, User
from dealerfollow.stores.queries import fallback_owner_of
from dealerfollow.stores.rules.rights import OWNER_ROLES
from deliveries.models import Delivery


def owner_ids_of(deliveries: Sequence[Delivery]) -> dict[int, int]:
    """Who makes the calls of each delivery, by delivery id: the salesperson if they work at the
    store, else its manager. A house deal is the manager's, whoever typed it (edge case 44).

    2 queries, and 2 per store in which somebody's calls fall to the manager. They stay until the
    transaction ends."""
    hold_staff({d.store_id for d in deliveries})
    sellers = {d.salesperson_id for d in deliveries if d.salesperson_id}
    members = Membership.objects.active().filter(user__in=sellers).with_role(*OWNER_ROLES)
    works = set(members.values_list("store_id", "user_id")) if sellers else set()
    managers: dict[int, int] = {}
    found: dict[int, int] = {}
    for delivery in deliveries:
        is_here = (delivery.store_id, delivery.salesperson_id) in works
        if is_here and delivery.salesperson_id and delivery.sale_kind != Delivery.SaleKind.HOUSE:
            found[delivery.pk] = delivery.salesperson_id
            continue
        if delivery.store_id not in managers:
            managers[delivery.store_id] = fallback_owner_of(delivery.store).pk
        found[delivery.pk] = managers[delivery.store_id]
    return found


def owners_of(deliveries: Sequence[Delivery]) -> dict[int, User]:
    """The same as people: see owner_ids_of. One query more."""
    ids = owner_ids_of(deliveries)
    users = User.objects.in_bulk(set(ids.values()))
    return {pk: users[user_id] for pk, user_id in ids.items()}


def owner_of(delivery: Delivery) -> User:
    """Who makes its calls: see owner_ids_of."""
    return owners_of([delivery])[delivery.pk]
