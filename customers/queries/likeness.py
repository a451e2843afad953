"""Who may be the same person: entries that share a number or an address, and how alike they are."""

from dataclasses import dataclass
from typing import Any

from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from customers.models import Customer, CustomerEmail, CustomerPhone
from customers.queries.matching import keys_of_people
from customers.queries.merged import rows_of_person
from customers.queries.relatives import linked_ids
from customers.queries.visible import visible_to
from customers.rules.likeness import Likeness, by_degree, likeness
from customers.rules.matching import line_numbers

MOST = 10
DEGREES: dict[str, Any] = {
    "very_likely": gettext_lazy("Very likely the same"),
    "perhaps": gettext_lazy("Perhaps the same"),
    "hardly": gettext_lazy("Rather a household"),
}
SAME: dict[str, Any] = {
    "source_id": gettext_lazy("same number in the DMS"),
    "number": gettext_lazy("same phone number"),
    "address": gettext_lazy("same e-mail address"),
    "name": gettext_lazy("same name"),
    "last_name": gettext_lazy("same last name"),
}
DIFFERS: dict[str, Any] = {
    "first_name": gettext_lazy("another first name"),
    "suffix": gettext_lazy("another generation"),
    "kind": gettext_lazy("a person and a firm"),
}


@dataclass(frozen=True)
class Alike:
    """Somebody who may be the customer: how likely in words, what is the same, what differs."""

    customer: Customer
    degree: str
    words: str
    url: str
    is_likely: bool


def alike(scope: Any, customer: Customer) -> list[Alike]:
    """Customers with a number or address of this one, whom the reader may change, the likeliest
    first: for somebody to judge (decision 9). Who was linked to them is known to be somebody else.
    At most MOST; 8 queries, 5 when nobody shares anything."""
    rows = rows_of_person(customer.pk)
    nobodys = line_numbers(customer.store.phone)
    right = CustomerPhone.objects.filter(customer__in=rows, wrong_at=None)
    numbers = right.exclude(number__in=nobodys).values("number")
    addresses = CustomerEmail.objects.filter(customer__in=rows).values("address")
    shared = Q(phones__number__in=numbers) | Q(emails__address__in=addresses)
    others = (
        visible_to(scope, scope.stores_with("customers.edit"))
        .filter(shared, merged_into=None)
        .exclude(pk__in=[*rows, *linked_ids(customer)])
        .select_related("store")
        .order_by("pk")[:MOST]
    )
    found = {other.pk: other for other in others}
    if not found:
        return []
    keys = keys_of_people([customer.pk, *found])
    mine = keys[customer.pk]
    pairs = [(pk, likeness(mine, keys[pk], never_match=nobodys)) for pk in found]
    return [_alike(customer, found[pk], how) for pk, how in by_degree(pairs)]


def _alike(customer: Customer, other: Customer, how: Likeness) -> Alike:
    return Alike(
        customer=other,
        degree=str(DEGREES[how.degree]),
        words=likeness_words(how),
        url=reverse("customers:merge-two", args=[customer.pk, other.pk]),
        is_likely=how.degree == "very_likely",
    )


def likeness_words(how: Likeness) -> str:
    """ "same phone number, same last name; another first name"."""
    same = ", ".join(str(SAME[sign]) for sign in how.same) or _("nothing on file is the same")
    differs = ", ".join(str(DIFFERS[sign]) for sign in how.differs)
    return f"{same}; {differs}" if differs else same
