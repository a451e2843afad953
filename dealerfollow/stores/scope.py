"""What one request may reach: a user, one group, its stores, and the rights in each."""

from collections.abc import Iterable
from dataclasses import dataclass, replace

from dealerfollow.stores.models import Store, User
from dealerfollow.stores.rules.rights import RIGHTS, Role


@dataclass(frozen=True, slots=True)
class Held:
    """A role that somebody holds, in one store or (None) in all of the group."""

    pk: int
    group_id: int
    store_id: int | None
    role: str
    department: str


@dataclass(frozen=True)
class Scope:
    """Frozen for the length of a request; an empty one reaches nothing."""

    user: User | None = None
    group_id: int | None = None
    stores: tuple[Store, ...] = ()
    rights: tuple[tuple[int, frozenset[str]], ...] = ()  # per store id
    roles: tuple[Role, ...] = ()
    departments: tuple[str, ...] = ()
    store: Store | None = None  # the one on screen
    other_groups: tuple[tuple[int, str], ...] = ()  # (id, name) of those the person works in too

    def rights_at(self, store_id: int | None) -> frozenset[str]:
        """The rights in this store; empty when it is out of scope."""
        return dict(self.rights).get(store_id or 0, frozenset())

    def has(self, right: str, store_id: int | None = None) -> bool:
        """Whether the right is held in this store, or in any when none is named."""
        if store_id is not None:
            return right in self.rights_at(store_id)
        return any(right in held for _, held in self.rights)

    def stores_with(self, *rights: str) -> list[int]:
        """Ids of the stores in which any of the rights is held; all in scope when none named."""
        return [sid for sid, held in self.rights if not rights or held & set(rights)]

    def narrowed(self, right: str) -> "Scope":
        """The same scope with only those stores in which the right is held."""
        kept = tuple((sid, held) for sid, held in self.rights if right in held)
        ids = {sid for sid, _ in kept}
        return replace(self, rights=kept, stores=tuple(s for s in self.stores if s.pk in ids))

    @property
    def store_ids(self) -> list[int]:
        """Ids of all stores in scope."""
        return [sid for sid, _ in self.rights]


def build_scope(
    user: User, memberships: Iterable[Held], stores: Iterable[Store], store_id: int | None
) -> Scope:
    """The scope of a user from their active memberships in one group and that group's stores.

    A group-wide membership gives its rights in every store. `store_id` is the store chosen
    in the session; the first one is taken when it is not in scope.
    """
    members = list(memberships)
    if not members:
        return Scope(user=user)
    rights: dict[int, frozenset[str]] = {}
    everywhere = [m for m in members if m.store_id is None]
    for store in stores:
        here = [m for m in members if m.store_id == store.pk] + everywhere
        held = frozenset().union(*(RIGHTS[Role(m.role)] for m in here)) if here else frozenset()
        if held:
            rights[store.pk] = held
    mine = tuple(s for s in stores if s.pk in rights)
    return Scope(
        user=user,
        group_id=members[0].group_id,
        stores=mine,
        rights=tuple(rights.items()),
        roles=tuple(sorted({Role(m.role) for m in members})),
        departments=tuple(m.department for m in members if m.department),
        store=next((s for s in mine if s.pk == store_id), mine[0] if mine else None),
    )
