"""Lines about upset customers and what was asked for: steps, surveys, reviews, referrals."""

from django.db.models import QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from customers.timeline import Asking, Line, Source, quoted, register, said
from dealerfollow.web.days import day_words, moment_words
from followups.models import CsiSurvey, HeatStep, Referral, ReviewAsk


def _steps(asking: Asking) -> QuerySet[HeatStep]:
    rows = HeatStep.objects.filter(
        asking.mine_at("case__customer"),
        group_id=asking.customer.group_id,
        case__store__in=asking.store_ids,
    )
    return rows.select_related("case__owner", "by")


def _step(step: HeatStep, asking: Asking) -> Line:
    case = step.case
    words = [quoted(step.words)]
    if step.next_update_on:
        day = day_words(step.next_update_on, asking.today)
        words.append(_("They hear again by %(day)s.") % {"day": day})
    if step.kind == HeatStep.Kind.OPENED:
        words.append(_("Owner: %(name)s.") % {"name": case.owner.name})
    if step.kind == HeatStep.Kind.RESOLVED and case.resolved_at:
        days = (asking.day_of(case.resolved_at) - asking.day_of(case.opened_at)).days
        words.append(ngettext("After %(n)d day.", "After %(n)d days.", days) % {"n": days})
    title = _("Heat case: %(what)s") % {"what": str(step.get_kind_display()).lower()}
    return Line(
        "alert-circle",
        title,
        moment_words(step.at, asking.now, asking.zone),
        words=said(step.by, *words),
        chip=str(case.get_cause_display()),
    )


def _surveys(asking: Asking) -> QuerySet[CsiSurvey]:
    return CsiSurvey.objects.filter(asking.mine, **asking.here).select_related("changed_by")


def _survey(survey: CsiSurvey, asking: Asking) -> Line:
    words = []
    if survey.discussed_on:
        day = day_words(survey.discussed_on, asking.today)
        words.append(_("Discussed %(day)s.") % {"day": day})
    if survey.score is not None:
        words.append(_("Score %(score)s.") % {"score": survey.score})
    title = _("CSI survey: %(what)s") % {"what": str(survey.get_state_display()).lower()}
    when = moment_words(survey.changed_at, asking.now, asking.zone)
    return Line(
        "file-check", title, when, words=said(survey.changed_by, *words, quoted(survey.verbatim))
    )


def _reviews(asking: Asking) -> QuerySet[ReviewAsk]:
    return ReviewAsk.objects.filter(asking.mine, **asking.here).select_related("asked_by", "names")


def _review(ask: ReviewAsk, asking: Asking) -> Line:
    words = []
    if ask.stars:
        words.append(ngettext("%(n)d star.", "%(n)d stars.", ask.stars) % {"n": ask.stars})
    words.append(quoted(ask.quote))
    if ask.names:
        words.append(_("Names %(name)s.") % {"name": ask.names.name})
    title = _("Review: %(what)s") % {"what": str(ask.get_state_display()).lower()}
    when = moment_words(ask.changed_at, asking.now, asking.zone)
    return Line("star", title, when, words=said(ask.asked_by, *words), chip=ask.site)


def _referrals(asking: Asking) -> QuerySet[Referral]:
    return Referral.objects.filter(asking.mine, **asking.here).select_related("by")


def _referral(referral: Referral, asking: Asking) -> Line:
    words = []
    if referral.name:
        words.append(_("They named %(name)s.") % {"name": referral.name})
    words.append(quoted(referral.words))
    if referral.thanked_on:
        day = day_words(referral.thanked_on, asking.today)
        words.append(_("Thanked %(day)s.") % {"day": day})
    title = _("Referral: %(what)s") % {"what": str(referral.get_state_display()).lower()}
    when = moment_words(referral.at, asking.now, asking.zone)
    return Line("user-plus", title, when, words=said(referral.by, *words))


register(Source("heat", "heat", "at", _steps, _step))
register(Source("survey", "asks", "changed_at", _surveys, _survey))
register(Source("review", "asks", "changed_at", _reviews, _review))
register(Source("referral", "asks", "at", _referrals, _referral))
