"""Lines about contacts: every try with its outcome, proof and words; undone ones struck out."""

from django.db.models import Exists, OuterRef, Q, QuerySet, Subquery
from django.urls import reverse
from django.utils.translation import gettext as _

from customers.timeline import Asking, Line, Source, register
from dealerfollow.web.days import day_words, moment_words
from followups.models import Attempt, AttemptBelonging, FollowUp
from followups.rules.business_day import has_day_ended
from followups.rules.outcomes import NEVER_UNDONE
from followups.words.contacts import CHANNEL_ICONS, begun_words
from followups.words.labels import kind_name, outcome_name

NOTED = Q(attempt=OuterRef("pk"), is_noted=True)
# By customer and row: closed_by alone has no index.
CLOSED = FollowUp.objects.filter(customer=OuterRef("customer"), closed_by=OuterRef("pk"))


def made_to(asking: Asking) -> Q:
    """Attempts of the person: those logged on their rows and not given to somebody else by an
    un-merge, those given to them, and those of which both have a note (edge case 67). One query:
    by ids, since no index serves an OR of what exists."""
    noted = asking.mine_at("other") & Q(is_noted=True)
    given = AttemptBelonging.objects.filter(asking.mine_at("customer") | noted)
    away = AttemptBelonging.objects.filter(attempt=OuterRef("pk"))
    gone = Exists(away.exclude(customer=OuterRef("customer")))
    return (asking.mine & ~gone) | Q(pk__in=list(given.values_list("attempt", flat=True)))


def _attempts(asking: Asking) -> QuerySet[Attempt]:
    rows = Attempt.objects.filter(made_to(asking), **asking.here)
    return rows.select_related("by", "answered_by", "undo__by").annotate(
        is_noted=Exists(AttemptBelonging.objects.filter(NOTED)),
        about=Subquery(CLOSED.order_by("pk").values("kind")[:1]),
    )


def _talks(asking: Asking) -> QuerySet[Attempt]:
    return _attempts(asking).filter(is_talk=True)


def _tries(asking: Asking) -> QuerySet[Attempt]:
    return _attempts(asking).filter(is_talk=False)


def _line(attempt: Attempt, asking: Asking) -> Line:
    is_out = attempt.direction == "out"
    icon = CHANNEL_ICONS.get(attempt.channel, "phone")
    if attempt.channel == "phone" and attempt.is_talk:
        icon = "phone-check" if is_out else "phone-incoming"
    return Line(
        icon=icon,
        title=_title(attempt, asking),
        when=moment_words(attempt.at, asking.now, asking.zone),
        words=_words(attempt, asking),
        chip="" if is_out else begun_words(attempt.channel),
        gained=", ".join(attempt.gained),
        proof=attempt.proof if is_out else "",
        struck=_struck(attempt, asking),
        undo_url=_undo_url(attempt, asking),
    )


def _undo_url(attempt: Attempt, asking: Asking) -> str:
    """Where the reader takes back their own log, until its day has ended; "" for any other."""
    if attempt.by_id != asking.scope.user.pk or attempt.outcome in NEVER_UNDONE:
        return ""
    made, now = (moment.astimezone(asking.zone) for moment in (attempt.at, asking.now))
    is_over = has_day_ended(made, now, asking.customer.store.day_ends_at)
    if is_over or hasattr(attempt, "undo"):
        return ""
    return reverse("followups:undo", args=[attempt.pk])


def _title(attempt: Attempt, asking: Asking) -> str:
    """Who answered is named, unless they have parted since (edge case 69)."""
    is_named = attempt.answered_by_id and attempt.answered_by_id not in asking.parted
    if attempt.outcome == "spoke" and attempt.answered_by and is_named:
        return _("Spoke with %(name)s") % {"name": attempt.answered_by.short_name}
    return outcome_name(attempt.outcome)


def _words(attempt: Attempt, asking: Asking) -> str:
    about = getattr(attempt, "about", None)
    who = f"{attempt.by.name}, {kind_name(about).lower()}" if about else attempt.by.name
    parts = [who, attempt.reason, attempt.note]
    if attempt.logged_at:
        when = moment_words(attempt.logged_at, asking.now, asking.zone)
        parts.append(_("Logged later, %(when)s") % {"when": when})
    if attempt.is_csi_discussed:
        parts.append(_("CSI survey discussed"))
    if attempt.opportunity:
        parts.append(_("Opportunity noted"))
    if getattr(attempt, "is_noted", False):
        parts.append(_("Made while two entries were taken for one person"))
    return " ".join(f"{part.strip().rstrip('.')}." for part in parts if part.strip())


def _struck(attempt: Attempt, asking: Asking) -> str:
    if not hasattr(attempt, "undo"):
        return ""
    day = day_words(asking.day_of(attempt.undo.at), asking.today)
    return _("Undone by %(name)s, %(day)s") % {"name": attempt.undo.by.name, "day": day}


register(Source("talk", "talks", "at", _talks, _line))
register(Source("try", "tries", "at", _tries, _line))
