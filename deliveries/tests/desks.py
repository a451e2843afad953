"""Desks for tests: promises on deals, and a clerk of the title department."""

from typing import Any

from dealerfollow.stores.actions import create_user, hire
from dealerfollow.stores.rules.rights import Role
from dealerfollow.testing.sales import buyer, deliver
from deliveries.actions import owe, say
from deliveries.rules.desk_words import Said


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


def say_word(we_owe, *, word, promised_on, is_ready, by, now, stage=""):
    """A department's news: what happened, and by when."""
    said = Said("ready" if is_ready else stage or "waiting", word, promised_on)
    return say(we_owe, said, by=by, now=now)
