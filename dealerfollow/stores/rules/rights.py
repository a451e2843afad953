"""Who may do what: one table from role to rights (decision 18 of the product).

A right is "<what>.<verb>". IT sees no customer; an auditor reads and changes nothing.
"""

from enum import StrEnum


class Role(StrEnum):
    """The nine roles a membership can have."""

    SALESPERSON = "salesperson"
    BDC_REP = "bdc_rep"
    BDC_LEAD = "bdc_lead"
    DEPARTMENT = "department"
    SALES_MANAGER = "sales_manager"
    GM = "gm"
    GROUP_ADMIN = "group_admin"
    AUDITOR = "auditor"
    IT = "it"


GROUP_WIDE = (Role.GROUP_ADMIN, Role.AUDITOR, Role.IT)  # may be held without a store

_SEE = frozenset({"customers.see", "deliveries.see", "we_owes.see"})
_CALL = _SEE | {
    "calls.work",
    "customers.edit",
    "customers.children",  # names and doings of customers' children: for who talks with the parents
    "we_owes.edit",
}
_MANAGE = _CALL | {
    "customers.merge",  # two entries are one person, or two after all (decision 9)
    "customers.correct",  # a death that was recorded by mistake
    "calls.cover",
    "deliveries.record",
    "deliveries.import",
    "accountability.see",
    "accountability.export",
    "accountability.review",
    "settings.see",
    "settings.edit",
    "people.edit",
}

RIGHTS: dict[Role, frozenset[str]] = {
    Role.SALESPERSON: _CALL | {"deliveries.record"},
    Role.BDC_REP: _CALL | {"calls.cover"},
    Role.BDC_LEAD: _CALL | {"calls.cover", "accountability.see"},
    Role.DEPARTMENT: frozenset({"we_owes.see", "we_owes.edit"}),
    Role.SALES_MANAGER: _MANAGE,
    Role.GM: _MANAGE,
    Role.GROUP_ADMIN: _MANAGE,
    Role.AUDITOR: _SEE | {"accountability.see", "settings.see"},
    Role.IT: frozenset({"settings.see", "settings.edit"}),
}
ALL_RIGHTS = frozenset().union(*RIGHTS.values())
OWNER_ROLES = (Role.SALESPERSON, Role.BDC_REP, Role.BDC_LEAD, Role.SALES_MANAGER, Role.GM)
MANAGER_ROLES = (Role.SALES_MANAGER, Role.GM, Role.GROUP_ADMIN)


def may_give(held: frozenset[str], role: Role) -> bool:
    """Whether somebody with the rights `held` in a store may give `role` there: none beyond theirs.

    A role in the whole group is given by whoever runs the group, never by one store's people.
    """
    return role is not Role.GROUP_ADMIN and held >= RIGHTS[role]
