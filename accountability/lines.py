"""What accountability adds to a customer's timeline: misses that were voided, by whom and why."""

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from accountability.models import MissVoid
from customers.timeline import Asking, Line, Source, quoted, register, said
from dealerfollow.web.days import moment_words
from followups.words.labels import kind_name


def _voids(asking: Asking) -> QuerySet[MissVoid]:
    rows = MissVoid.objects.filter(asking.mine_at("miss__follow_up__customer"), **asking.here)
    return rows.select_related("miss__follow_up", "by")


def _void(void: MissVoid, asking: Asking) -> Line:
    what = kind_name(void.miss.follow_up.kind).lower()
    return Line(
        "circle-check",
        _("Not to count: %(what)s") % {"what": what},
        moment_words(void.at, asking.now, asking.zone),
        words=said(void.by, f"{void.get_reason_display()}.", quoted(void.words)),
    )


register(Source("void", "follow-ups", "at", _voids, _void))
