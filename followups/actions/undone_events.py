"""What an undone log leaves on record besides the follow-ups: nothing that happened is unsaid."""

from collections.abc import Sequence
from datetime import datetime

from dealerfollow.stores.models import User
from deliveries.models import Delivery, DeliveryChange
from followups.models import AttemptEffect, HeatCase, HeatStep

UNDO = "undo"


def tell_undone(effects: Sequence[AttemptEffect], *, by: User, now: datetime) -> None:
    """A line on each sale and each heat case that was put back. One that the log had made is gone,
    with its lines."""
    changed = [effect for effect in effects if effect.before is not None]
    sales = [e for e in changed if e.table == Delivery._meta.db_table]
    DeliveryChange.objects.bulk_create(
        DeliveryChange(
            group_id=effect.group_id,
            delivery_id=effect.row_id,
            field=name,
            was=str((effect.after or {}).get(name) or "")[:120],
            became=str(value or "")[:120],
            source=UNDO,
            at=now,
            by=by,
        )
        for effect in sales
        for name, value in (effect.before or {}).items()
    )
    cases = [e for e in changed if e.table == HeatCase._meta.db_table]
    HeatStep.objects.bulk_create(
        HeatStep(
            group_id=effect.group_id,
            case_id=effect.row_id,
            kind=HeatStep.Kind.UNDONE,
            at=now,
            by=by,
        )
        for effect in cases
    )
