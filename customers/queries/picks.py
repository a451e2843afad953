"""What a small form about a person lets one pick from: (id, words) pairs."""

from datetime import date, datetime
from typing import Any

from django.utils.translation import gettext as _

from customers.models import ContactStop, Customer, CustomerMerge, HouseholdLink
from customers.queries.family import child_of, facts_of, parted_on_of
from customers.queries.merged import of_person
from customers.queries.visible import visible_to
from customers.rules.household import is_shown
from dealerfollow.web.days import day_words

Picks = list[tuple[int, str]]


def stops_to_correct(customer: Customer, *, now: datetime) -> Picks:
    """Requests of the person that are in force, each once, the newest first."""
    rows = ContactStop.objects.filter(of_person(customer), lifted_at=None)
    found: dict[tuple[Any, ...], ContactStop] = {}
    for stop in rows.select_related("recorded_by").order_by("-asked_at", "id"):
        found.setdefault((stop.asked_at, stop.scope, stop.channel), stop)
    return [(stop.pk, _stop_words(stop, customer, now)) for stop in found.values()]


def _stop_words(stop: ContactStop, customer: Customer, now: datetime) -> str:
    zone = customer.store.zone
    day = day_words(stop.asked_at.astimezone(zone).date(), now.astimezone(zone).date())
    parts = [str(stop.get_scope_display()), str(stop.get_channel_display()), day]
    if stop.recorded_by:
        parts.append(stop.recorded_by.name)
    words = ", ".join(parts)
    return f"{words}: “{stop.words}”" if stop.words else words


def merges_to_undo(customer: Customer, *, now: datetime) -> Picks:
    """Entries that were merged into this one and still are, the newest first. One query."""
    zone = customer.store.zone
    rows = CustomerMerge.objects.filter(survivor=customer, undone=None)
    found: Picks = []
    for merge in rows.select_related("merged", "by").order_by("-at", "-id"):
        day = day_words(merge.at.astimezone(zone).date(), now.astimezone(zone).date())
        said = {"name": merge.merged.name, "day": day, "words": merge.words}
        words = _("%(name)s, merged %(day)s: “%(words)s”") % said
        found.append((merge.pk, words if merge.words else f"{merge.merged.name}, {day}"))
    return found


def links_to_end(scope: Any, customer: Customer, *, has_children: bool) -> Picks:
    """Those linked to the person whom the reader may see, by the id of who goes on for them; their
    children only with `has_children`."""
    links = HouseholdLink.objects.filter(of_person(customer), ended_on=None)
    if not has_children:
        links = links.exclude(kind=HouseholdLink.Kind.CHILD)
    others = [
        (link.other.merged_into or link.other, link)
        for link in links.select_related("other__merged_into").order_by("id")
    ]
    seen = set(
        visible_to(scope, scope.stores_with("customers.edit"))
        .filter(pk__in={other.pk for other, _link in others} - {customer.pk})
        .values_list("pk", flat=True)
    )
    kinds: dict[int, list[str]] = {}
    names: dict[int, str] = {}
    for other, link in others:
        if other.pk in seen:
            names[other.pk] = other.name
            kinds.setdefault(other.pk, []).append(str(link.get_kind_display()).lower())
    return [(pk, f"{name} ({', '.join(dict.fromkeys(kinds[pk]))})") for pk, name in names.items()]


def facts_to_confirm(customer: Customer, *, has_children: bool) -> Picks:
    """Facts that no card shows since a parting, the newest first; those about a child only with
    `has_children`. 2 queries."""
    parted_on = parted_on_of([customer.pk]).get(customer.pk)
    _shown, hidden = facts_of(customer, parted_on=parted_on, has_children=has_children)
    return [(fact.pk, fact.text) for fact in hidden]


def children_to_confirm(
    scope: Any, customer: Customer, *, parted_on: date | None, has_children: bool
) -> Picks:
    """Children whom no page of the customer mentions since a parting, and whom the reader may see;
    nobody without `has_children`. 2 queries, none without a parting."""
    if parted_on is None or not has_children:
        return []
    links = HouseholdLink.objects.filter(
        of_person(customer), kind=HouseholdLink.Kind.CHILD, ended_on=None
    ).select_related("other")
    hidden = [link for link in links if not is_shown(child_of(link), parted_on)]
    seen = set(
        visible_to(scope, scope.stores_with("customers.edit"))
        .filter(pk__in=[link.other_id for link in hidden])
        .values_list("pk", flat=True)
    )
    return [(link.pk, link.other.name) for link in hidden if link.other_id in seen]
