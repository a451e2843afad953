"""Who may take care of a heat case, and who says for us how it stands."""

from dealerfollow.stores.models import User
from dealerfollow.stores.queries import manager_ids_of
from followups.models import HeatCase


def may_settle(case: HeatCase, by: User) -> bool:
    """Whether `by` may say for us that the case is seen: its owner may, and a manager of the store.
    One query."""
    return by.pk == case.owner_id or by.pk in manager_ids_of(case.store)


def is_managers(case: HeatCase) -> bool:
    """Whether a manager of the store has the case: then a manager ends it. One query."""
    return case.owner_id in manager_ids_of(case.store)


def may_end(case: HeatCase, by: User) -> bool:
    """Whether `by` may call it resolved or settled for us: anybody who works on it, but of a
    manager's case a manager. One query."""
    managers = manager_ids_of(case.store)
    return case.owner_id not in managers or by.pk in managers
