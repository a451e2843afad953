"""Reads of the people page: who works at a store, when, and who is away."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Q
from django.urls import reverse
from django.utils.dates import WEEKDAYS_ABBR
from django.utils.translation import gettext as _

from dealerfollow.lib.workdays import WeeklyHours
from dealerfollow.stores.models import Absence, Membership, Store, User
from dealerfollow.stores.rules.rights import MANAGER_ROLES, OWNER_ROLES, Role
from dealerfollow.web.days import day_words

CALLERS = frozenset(role.value for role in OWNER_ROLES)
READERS = frozenset((Role.AUDITOR.value, Role.IT.value))  # have no list, so no hours and no cover
SHOWN_AHEAD = timedelta(days=60)


@dataclass(frozen=True)
class Away:
    """A mark beside a name: away now, or soon."""

    label: str
    tone: str = ""
    icon: str = "clock"


@dataclass(frozen=True)
class StaffRow:
    """One role of one person at the store."""

    url: str  # "" for a role in the whole group
    name: str
    role: str
    works: str
    away: Away | None
    cover: str
    is_current: bool


def members_of(store: Store) -> list[Membership]:
    """Active roles at the store, those of the whole group last; one query."""
    members = Membership.objects.active().filter(
        Q(store=store) | Q(store=None), group_id=store.group_id
    )
    found = list(members.select_related("user", "cover"))
    return sorted(found, key=lambda m: (m.store_id is None, m.user.name, m.pk))


def absences_of(store: Store, today: date, user: User | None = None) -> list[Absence]:
    """Absences that have not ended, the first to begin first; of one person when given."""
    rows = Absence.objects.filter(store=store, ends_on__gte=today).select_related("user")
    return list((rows.filter(user=user) if user else rows).order_by("starts_on", "id"))


def staff_rows(
    store: Store, members: Sequence[Membership], today: date, current: int | None
) -> list[StaffRow]:
    """The table; `current` is the membership that is open beside it. One query."""
    away: dict[int, Absence] = {}
    for absence in absences_of(store, today):
        away.setdefault(absence.user_id, absence)
    names = {m.user_id: m.user.name for m in members}
    return [_row(store, m, away.get(m.user_id), names, today, m.pk == current) for m in members]


def _row(
    store: Store,
    member: Membership,
    absence: Absence | None,
    names: dict[int, str],
    today: date,
    is_current: bool,
) -> StaffRow:
    is_whole_group = member.store_id is None
    role = str(member.role_name)
    if is_whole_group:
        role = _("%(role)s, whole group") % {"role": role}
    elif member.role == Role.DEPARTMENT:
        role = member.department.capitalize() or role
    makes_calls = member.role in CALLERS and not is_whole_group
    hours = WeeklyHours.from_json(member.weekly_hours) if member.weekly_hours else store.hours
    return StaffRow(
        url="" if is_whole_group else reverse("stores:person", args=[member.pk]),
        name=member.user.name,
        role=role,
        works=works_words(hours) if makes_calls else "",
        away=_away(absence, member, names, today) if absence else None,
        cover=_cover(member, names) if makes_calls else "",
        is_current=is_current,
    )


def _cover(member: Membership, names: dict[int, str]) -> str:
    """Whom their calls go to; of a manager without a cover nobody is named: it would be they."""
    named = names.get(member.cover_id or 0)
    return named or ("" if member.role in MANAGER_ROLES else _("The manager"))


def _away(absence: Absence, member: Membership, names: dict[int, str], today: date) -> Away | None:
    if absence.starts_on > today + SHOWN_AHEAD:
        return None
    words = absence_words(absence, today)
    if absence.starts_on > today:
        return Away(words)
    cover = names.get(member.cover_id or 0)
    label = _("%(away)s, cover %(name)s") % {"away": words, "name": cover} if cover else words
    return Away(label, "" if cover else "late", "" if cover else "alert-circle")


def absence_words(absence: Absence, today: date) -> str:
    """ "Off Nov 27 to Nov 28, vacation"."""
    days = {
        "first": day_words(absence.starts_on, today),
        "last": day_words(absence.ends_on, today),
    }
    words = _("Off %(first)s to %(last)s") % days
    if absence.starts_on == absence.ends_on:
        words = _("Off %(first)s") % days
    return f"{words}, {absence.reason}" if absence.reason else words


def works_words(hours: WeeklyHours) -> str:
    """ "Mon to Fri", "Mon Tue Thu Fri Sat"; "No days" without any."""
    open_days = [day for day, span in enumerate(hours.days) if span]
    if not open_days:
        return _("No days")
    names = [str(WEEKDAYS_ABBR[day]) for day in open_days]
    if len(open_days) > 2 and open_days == list(range(open_days[0], open_days[-1] + 1)):
        return _("%(first)s to %(last)s") % {"first": names[0], "last": names[-1]}
    return " ".join(names)
