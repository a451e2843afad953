"""Lines about what they allow: requests to stop in their words, corrections, consent, deaths."""

from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from customers.models import Consent, ContactStop, CustomerEmail, CustomerPhone, DeathCorrection
from customers.timeline import Asking, Line, Source, quoted, register, said
from dealerfollow.web.days import moment_words


def _stops(asking: Asking) -> QuerySet[ContactStop]:
    """Each request once: as the person made it, and those that bind a number or address of theirs
    without being theirs (decision 7)."""
    numbers = CustomerPhone.objects.filter(asking.mine).values("number")
    addresses = CustomerEmail.objects.filter(asking.mine).values("address")
    bound = Q(value__in=numbers) | Q(value__in=addresses)
    rows = ContactStop.objects.filter(
        Q(asking.mine, value="") | (bound & ~Q(asking.mine)), group_id=asking.customer.group_id
    )
    return rows.select_related("recorded_by", "lifted_by")


def _asked(stop: ContactStop, asking: Asking) -> Line:
    is_theirs = stop.value == ""
    title = str(stop.get_scope_display())
    if not is_theirs:
        title = _("Asked by somebody with the same number or address: %(what)s") % {
            "what": title.lower()
        }
    struck = ""
    if stop.lifted_at:
        struck = _("Recorded by mistake")
    return Line(
        "ban",
        title,
        moment_words(stop.asked_at, asking.now, asking.zone),
        words=said(stop.recorded_by, quoted(stop.words)),
        chip=str(stop.get_channel_display()),
        tone="" if struck else "bad",
        struck=struck,
    )


def _lifted(stop: ContactStop, asking: Asking) -> Line | None:
    if stop.lifted_at is None:
        return None
    return Line(
        "arrow-back-up",
        _("Taken back: %(what)s") % {"what": str(stop.get_scope_display()).lower()},
        moment_words(stop.lifted_at, asking.now, asking.zone),
        words=said(stop.lifted_by, quoted(stop.lifted_words)),
        chip=str(stop.get_channel_display()),
    )


def _consents(asking: Asking) -> QuerySet[Consent]:
    return Consent.objects.filter(asking.mine).exclude(state=Consent.State.UNKNOWN)


def _consent(consent: Consent, asking: Asking) -> Line:
    is_given = consent.state == Consent.State.GIVEN
    title = _("Agreed to be contacted") if is_given else _("Took their consent back")
    return Line(
        "check" if is_given else "ban",
        title,
        moment_words(consent.said_at, asking.now, asking.zone),
        words=consent.source,
        chip=str(consent.get_channel_display()),
    )


def _corrections(asking: Asking) -> QuerySet[DeathCorrection]:
    return DeathCorrection.objects.filter(asking.mine).select_related("by")


def _alive(correction: DeathCorrection, asking: Asking) -> Line:
    return Line(
        "arrow-back-up",
        _("A death recorded by mistake was taken back"),
        moment_words(correction.at, asking.now, asking.zone),
        words=said(correction.by, quoted(correction.words)),
    )


register(Source("stop-asked", "permission", "asked_at", _stops, _asked))
register(Source("stop-lifted", "permission", "lifted_at", _stops, _lifted))
register(Source("consent", "permission", "said_at", _consents, _consent))
register(Source("alive", "people", "at", _corrections, _alive))
