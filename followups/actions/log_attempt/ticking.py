"""The follow-ups that a log answers, as the rule of outcomes asks for them."""

from followups.actions.log_attempt.circumstances import Circumstances
from followups.queries.tries import ticked, tries_at
from followups.rules.credit import needs_its_owner
from followups.rules.heat import HEAT
from followups.rules.outcomes import Ticked


def ticked_of(around: Circumstances) -> list[Ticked]:
    """The follow-ups as the rule of outcomes asks for them."""
    tried = [row.pk for row in around.rows if row.tries]
    tries = tries_at(tried, around.store) if tried else {}
    return [
        ticked(
            row,
            tries.get(row.pk, ()),
            around.store,
            around.days,
            # Whoever told an upset customer how it stands: they have heard.
            needs_its_owner=row.kind != HEAT
            and needs_its_owner(
                is_owner=row.owner_id == around.by.pk,
                is_bdc=around.staff.is_bdc(around.by.pk),
                is_covering=around.is_covering(row),
                is_missed=row.missed_on is not None,
                does_bdc_satisfy=around.store.does_bdc_satisfy,
            ),
        )
        for row in around.rows
    ]
