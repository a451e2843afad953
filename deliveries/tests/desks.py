"""Desks for tests: promises on deals, and a clerk of the title department."""

from typing import Any

from dealerfollow.stores.actions import create_user, hire
from dealerfollow.stores.rules.rights import Role
from dealerfollow.testing.sales import buyer, deliver
from deliveries.actions import owe


def hire_clerk(cast, department="title", store=None):
    user = create_user(f"{department}@copperline.example", "Tina Title", password="correct horse")
    where = store or cast.north
    hire(user, Role.DEPARTMENT, group=where.group, store=where, department=department)
    return user


def owed_on(cast, day, item="Plates", *, number=None, stock="", store=None, **told: Any):
    """A promise on a deal of its own, made and told at the sale."""
    where = store or cast.north
    sale = {"deal_number": number} if number else {}
    person = told.pop("buyer", None) or buyer()
    delivery = told.pop("delivery", None) or deliver(
        where, day, salesperson=cast.sam, buyer=person, stock_number=stock, **sale
    )
    facts = {"department": "title", "promised_on": None, "by": cast.sam, "today": day}
    return owe(where, delivery.customer, item, delivery=delivery, **{**facts, **told})
