"""What an attempt changed, row by row, and the way back: exact, or refused."""

from collections.abc import Iterable, Iterator
from datetime import UTC, date, datetime
from typing import Any

from django.db import models

from customers.models import Customer, CustomerPhone, HouseholdLink, PersonalFact, Prospect
from deliveries.models import Delivery, WeOwe
from followups.models import (
    Attempt,
    AttemptEffect,
    CsiSurvey,
    FollowUp,
    HeatCase,
    Notice,
    Plan,
    Referral,
    ReviewAsk,
)

State = dict[str, Any]
# In the order in which what an attempt made is taken away again.
TRACKED: tuple[type[models.Model], ...] = (
    FollowUp,
    Plan,
    Notice,
    ReviewAsk,
    Referral,
    CsiSurvey,
    HeatCase,
    Prospect,
    HouseholdLink,
    WeOwe,
    Delivery,
    PersonalFact,
    CustomerPhone,
    Customer,
)
BY_TABLE = {model._meta.db_table: model for model in TRACKED}


def state_of(row: models.Model) -> State:
    """The row's columns as JSON values that `restored` reads back exactly."""
    return {
        field.attname: _plain(getattr(row, field.attname)) for field in row._meta.concrete_fields
    }


def restored(model: type[models.Model], state: State) -> State:
    """JSON values back as column values."""
    fields = {field.attname: field for field in model._meta.concrete_fields}
    return {name: fields[name].to_python(value) for name, value in state.items()}


def _plain(value: Any) -> Any:
    """Moments in UTC, as the database gives them back: two of the same moment are equal."""
    if isinstance(value, datetime):
        return value.astimezone(UTC).isoformat()
    if isinstance(value, date):
        return value.isoformat()
    if value is None or isinstance(value, bool | int | str | list | dict):
        return value
    return value.isoformat() if hasattr(value, "isoformat") else str(value)


class Recorder:
    """Watches rows before a change, and tells what became of them."""

    def __init__(self) -> None:
        self._watched: dict[tuple[type[models.Model], int], tuple[models.Model, State]] = {}
        self._made: list[models.Model] = []

    def watch(self, rows: Iterable[models.Model]) -> None:
        """Remembers these rows as they are now; the first look counts. A row that the attempt made
        goes away with it: there is nothing to put back."""
        for row in rows:
            key = (type(row), row.pk)
            if key not in self._watched and row not in self._made:
                self._watched[key] = (row, state_of(row))

    def made(self, row: models.Model) -> None:
        """Remembers that the attempt made this row; told twice is told once."""
        if row not in self._made:
            self._made.append(row)

    def made_unless_watched(self, row: models.Model) -> None:
        """The same, for a row that was not there when the watching began."""
        if (type(row), row.pk) not in self._watched:
            self.made(row)

    def changes_of(self, row: models.Model) -> list[str]:
        """The columns in which a watched row differs from when it was first looked at."""
        _, before = self._watched[type(row), row.pk]
        after = state_of(row)
        return [name for name in after if after[name] != before[name]]

    def effects(self, attempt: Attempt, *, is_read_again: bool) -> list[AttemptEffect]:
        """One AttemptEffect, not yet saved, for each row that changed or was made.

        Watched rows are taken as they are at hand. With `is_read_again` (one query a table) they
        are asked for: they may have been changed by others' actions.
        """
        effects = []
        for row, before in self._read_again() if is_read_again else self._watched.values():
            after = state_of(row)
            changed = [name for name in after if after[name] != before[name]]
            if changed:
                was = {name: before[name] for name in changed}
                became = {name: after[name] for name in changed}
                effects.append(_effect(attempt, row, was, became))
        for row in self._made:
            row.refresh_from_db()
            effects.append(_effect(attempt, row, None, state_of(row)))
        return effects

    def _read_again(self) -> Iterator[tuple[models.Model, State]]:
        for model in dict.fromkeys(model for model, _ in self._watched):
            ids = [pk for kind, pk in self._watched if kind is model]
            for row in model._default_manager.filter(pk__in=ids).order_by("pk"):
                yield row, self._watched[model, row.pk][1]


def _effect(
    attempt: Attempt, row: models.Model, before: State | None, after: State
) -> AttemptEffect:
    is_known = isinstance(row, FollowUp) and before is not None
    return AttemptEffect(
        group_id=attempt.group_id,
        attempt=attempt,
        follow_up_id=row.pk if is_known else None,
        table=row._meta.db_table,
        row_id=row.pk,
        before=before,
        after=after,
    )


def has_changed_since(effect: AttemptEffect) -> bool:
    """Whether the row no longer is as the attempt left it."""
    row = BY_TABLE[effect.table]._default_manager.filter(pk=effect.row_id).first()
    if row is None:
        return True
    now = state_of(row)
    return any(now[name] != value for name, value in (effect.after or {}).items())


def take_back(effect: AttemptEffect) -> None:
    """Puts the row back as it was before; a row that the attempt made goes away.

    A raw delete: the append-only tables around it are not this role's to touch, and the database
    keeps its keys itself.
    """
    model = BY_TABLE[effect.table]
    rows = model._default_manager.filter(pk=effect.row_id)
    if effect.before is None:
        rows._raw_delete(rows.db)  # type: ignore[attr-defined]
    else:
        rows.update(**restored(model, effect.before))
