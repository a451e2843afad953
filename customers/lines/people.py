"""Lines about who they are: what was noted, who belongs to them, which entries are one person."""

from typing import Any

from django.db.models import BooleanField, Case, Q, QuerySet, When
from django.urls import reverse
from django.utils.translation import gettext as _

from customers.models import (
    Customer,
    CustomerMerge,
    CustomerUnmerge,
    HouseholdLink,
    PersonalFact,
    Prospect,
)
from customers.queries.family import child_of, item_of
from customers.queries.visible import visible_to
from customers.rules.household import is_shown
from customers.timeline import Asking, Line, Source, quoted, register, said
from dealerfollow.web.days import day_words, moment_words


def _facts(asking: Asking) -> QuerySet[PersonalFact]:
    rows = PersonalFact.objects.filter(asking.mine).select_related("noted_by", "over_by")
    return rows if asking.sees_children else rows.exclude(about=PersonalFact.About.CHILD)


def _fact(fact: PersonalFact, asking: Asking) -> Line | None:
    if not is_shown(item_of(fact, asking.zone), asking.parted_on):  # edge case 69
        return None
    struck = ""
    if fact.over and fact.over_at:
        struck = _over(str(fact.get_over_display()), fact, asking)
    return Line(
        "pencil",
        _("Noted about them"),
        moment_words(fact.noted_at, asking.now, asking.zone),
        words=f"{fact.text}. {fact.noted_by.name}." if fact.noted_by else f"{fact.text}.",
        chip=str(fact.get_topic_display()) if fact.topic else "",
        struck=struck,
    )


def _over(how: str, fact: PersonalFact, asking: Asking) -> str:
    assert fact.over_at
    told = {"how": how, "day": day_words(asking.day_of(fact.over_at), asking.today)}
    if fact.over_by:
        return _("%(how)s, %(name)s, %(day)s") % {**told, "name": fact.over_by.name}
    return _("%(how)s, %(day)s") % told


def _links(asking: Asking) -> QuerySet[HouseholdLink]:
    """Theirs to people whom the reader may know of; children by a right of their own."""
    theirs = HouseholdLink.objects.filter(asking.mine)
    known = _known(asking, Q(pk__in=theirs.values("other")))
    rows = theirs.filter(other__in=known).select_related("other")
    return rows if asking.sees_children else rows.exclude(kind=HouseholdLink.Kind.CHILD)


def _known(asking: Asking, these: Q) -> QuerySet[Customer, Any]:
    """Who of these may be named to the reader. Of these and not of all: the stores that know a
    customer are four joins away."""
    return visible_to(asking.scope, asking.store_ids).filter(these).order_by().values("pk")


def _is_for_drawing(link: HouseholdLink, asking: Asking) -> bool:
    is_child = link.kind == HouseholdLink.Kind.CHILD
    return not is_child or is_shown(child_of(link), asking.parted_on)


def _link_begun(link: HouseholdLink, asking: Asking) -> Line | None:
    if not _is_for_drawing(link, asking):
        return None
    is_over = link.other_id in asking.parted
    named = _("%(name)s belongs to them") % {"name": link.other.name}
    return Line(
        "link",
        _("Somebody belonged to them") if is_over else named,
        day_words(link.started_on, asking.today),
        chip=str(link.get_kind_display()),
        url="" if is_over else _page(link.other_id),
    )


def _link_ended(link: HouseholdLink, asking: Asking) -> Line | None:
    """That it ended, and when; not with whom: neither page speaks of the other (edge case 69)."""
    if link.ended_on is None or not _is_for_drawing(link, asking):
        return None
    words = _("What was noted about the two, or their children, waits until they confirm it.")
    return Line(
        "user-off",
        _("No longer together"),
        day_words(link.ended_on, asking.today),
        words=words if link.kind == HouseholdLink.Kind.SPOUSE else "",
        chip=str(link.get_kind_display()),
    )


def _page(pk: int) -> str:
    return reverse("customers:customer", args=[pk])


def _merge_of(asking: Asking, at: str) -> Q:
    """Merges in which this person is either entry."""
    return asking.mine_at(f"{at}survivor") | asking.mine_at(f"{at}merged")


def _merges(asking: Asking) -> QuerySet[CustomerMerge]:
    rows = CustomerMerge.objects.filter(_merge_of(asking, ""))
    rows = rows.annotate(is_named=_is_named(asking, ""))
    return rows.select_related("survivor", "merged", "by", "undone")


def _is_named(asking: Asking, at: str) -> Case:
    """Whether both entries are the customer's own, or of people whom the reader may know of: after
    the merge is undone the other one is somebody else."""
    of_merge = CustomerMerge.objects.filter(_merge_of(asking, ""))
    others = Q(pk__in=of_merge.values("survivor")) | Q(pk__in=of_merge.values("merged"))
    known = _known(asking, others)
    both = Q()
    for name in ("survivor", "merged"):
        both &= asking.mine_at(f"{at}{name}") | Q(**{f"{at}{name}__in": known})
    return Case(When(both, then=True), default=False, output_field=BooleanField())


def _merged(merge: CustomerMerge, asking: Asking) -> Line:
    return _of_two(merge, merge, asking, "git-merge", _("Found to be one person with %(name)s"))


def _unmerges(asking: Asking) -> QuerySet[CustomerUnmerge]:
    rows = CustomerUnmerge.objects.filter(_merge_of(asking, "merge__"))
    rows = rows.annotate(is_named=_is_named(asking, "merge__"))
    return rows.select_related("merge__survivor", "merge__merged", "by")


def _unmerged(undone: CustomerUnmerge, asking: Asking) -> Line:
    return _of_two(undone, undone.merge, asking, "users", _("Two people after all: %(name)s"))


def _of_two(event: Any, merge: CustomerMerge, asking: Asking, icon: str, title: str) -> Line:
    other = merge.survivor if merge.merged_id == asking.customer.pk else merge.merged
    return Line(
        icon,
        title % {"name": other.name if event.is_named else _("another entry")},
        moment_words(event.at, asking.now, asking.zone),
        words=said(event.by, quoted(event.words)),
    )


def _deaths(asking: Asking) -> QuerySet[Customer]:
    return Customer.objects.filter(pk=asking.customer.pk)


def _death(customer: Customer, asking: Asking) -> Line:
    assert customer.death_recorded_at
    when = moment_words(customer.death_recorded_at, asking.now, asking.zone)
    words = _("Nobody contacts them from then on, in any store of the group.")
    return Line("ban", _("Deceased"), when, words=words, tone="bad")


def _visits(asking: Asking) -> QuerySet[Customer]:
    return Customer.objects.filter(pk__in=asking.rows)


def _visit(customer: Customer, asking: Asking) -> Line:
    assert customer.last_serviced_on
    when = day_words(customer.last_serviced_on, asking.today)
    return Line("tool", _("Service visit"), when, words=_("The last one on file."))


def _prospects(asking: Asking) -> QuerySet[Prospect]:
    """With who sent them, where the reader may know of them and the page still speaks of them."""
    rows = Prospect.objects.filter(asking.mine, **asking.here)
    known = _known(asking, Q(pk__in=rows.values("referred_by")))
    named = Q(referred_by__in=known) & ~Q(referred_by__in=asking.parted)
    return rows.select_related("owner", "referred_by").annotate(
        is_named=Case(When(named, then=True), default=False, output_field=BooleanField())
    )


def _prospect(one: Any, asking: Asking) -> Line:
    words = [f"{one.owner.name}.", one.words]
    if one.referred_by and one.is_named:
        words.insert(0, _("Referred by %(name)s.") % {"name": one.referred_by.name})
    return Line(
        "user-search",
        _("Became a prospect"),
        moment_words(one.opened_at, asking.now, asking.zone),
        words=" ".join(word for word in words if word),
        chip=str(one.get_source_display()),
    )


register(Source("fact", "people", "noted_at", _facts, _fact))
register(Source("link-begun", "people", "started_on", _links, _link_begun, day="begins"))
register(Source("link-ended", "people", "ended_on", _links, _link_ended, day="ends"))
register(Source("merge", "people", "at", _merges, _merged))
register(Source("unmerge", "people", "at", _unmerges, _unmerged))
register(Source("death", "people", "death_recorded_at", _deaths, _death))
register(Source("service", "cars", "last_serviced_on", _visits, _visit, day="begins"))
register(Source("prospect", "people", "opened_at", _prospects, _prospect))
