"""Whether others have worked with what a log made: then it stays, and the log with it."""

from collections import defaultdict
from collections.abc import Sequence

from django.db import models

from customers.models import Customer
from followups.models import Attempt, AttemptEffect, HeatCase, HeatStep


def has_been_used(attempt: Attempt, effects: Sequence[AttemptEffect]) -> bool:
    """Whether anything hangs on a person or a heat case that the log made, and is not the log's
    own: a sale, a fact, a link, a step of a colleague, the review that the case led to. Taken back,
    it would go with them."""
    own: dict[str, set[int]] = defaultdict(set)
    for effect in effects:
        own[effect.table].add(effect.row_id)
    made = [effect for effect in effects if effect.before is None]
    return any(
        _is_named(model, effect.row_id, own) or (model is HeatCase and _has_steps(effect, attempt))
        for effect in made
        for model in (Customer, HeatCase)
        if effect.table == model._meta.db_table
    )


def _is_named(model: type[models.Model], pk: int, own: dict[str, set[int]]) -> bool:
    """Whether any row that is not of this log names that one; steps are asked for apart."""
    for link in model._meta.get_fields(include_hidden=True):
        if not isinstance(link, models.ForeignObjectRel) or link.related_model is HeatStep:
            continue
        rows = link.related_model._default_manager.filter(**{link.field.name: pk})
        if rows.exclude(pk__in=own[link.related_model._meta.db_table]).exists():
            return True
    return False


def _has_steps(effect: AttemptEffect, attempt: Attempt) -> bool:
    """Whether the case has a step that is not of the log itself: a log's are of its moment."""
    steps = HeatStep.objects.filter(case=effect.row_id)
    return steps.exclude(by=attempt.by_id, at=attempt.logged_at or attempt.at).exists()
