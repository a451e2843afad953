"""The shape every tenant table shares: a group, and the keys that keep rows inside it."""

from typing import Any

from django.db import models

from dealerfollow.tenancy.constraints import InGroup, SameGroup


class GroupKey(models.ForeignKey[Any, Any]):
    """A foreign key whose database constraint is the composite SameGroup beside it.

    No constraint of its own (the composite one is stronger) and no index of its own (each list
    has the index it needs; performance.md).
    """

    def __init__(self, to: Any, on_delete: Any = models.PROTECT, **kwargs: Any) -> None:
        kwargs["db_constraint"] = False
        kwargs.setdefault("db_index", False)
        super().__init__(to, on_delete, **kwargs)


class TenantModel(models.Model):
    """A row that belongs to one group. Subclasses list `tenant_constraints` in their Meta."""

    group = GroupKey("stores.Group", related_name="+")

    class Meta:
        abstract = True


def tenant_constraints(table: str, **keys: str) -> list[models.BaseConstraint]:
    """The policy, the (group, id) key and one composite key per field in `keys`.

    `keys` maps a field to its ON DELETE action. Names start with `table`, which must be short.
    """
    return [
        models.UniqueConstraint(fields=["group", "id"], name=f"{table}_group_id"),
        *(
            SameGroup(field, name=f"{table}_{field}_same_group", on_delete=action)
            for field, action in keys.items()
        ),
        InGroup(name=f"{table}_in_group"),
    ]
