"""A business day as moments: when it began, when it ended, which day a moment belongs to."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, time

from dealerfollow.stores.models import Store
from followups.rules.business_day import counted_on


@dataclass(frozen=True, slots=True)
class EndedDay:
    """A store's business day that has ended, as moments."""

    store: Store
    day: date

    @property
    def starts_at(self) -> datetime:
        """Midnight, store-local, in UTC."""
        return datetime.combine(self.day, time.min, self.store.zone).astimezone(UTC)

    @property
    def ends_at(self) -> datetime:
        """The end of the business day, in UTC; the last moment still counts."""
        return datetime.combine(self.day, self.store.day_ends_at, self.store.zone).astimezone(UTC)

    def day_of(self, at: datetime) -> date:
        """The business day to which a moment belongs."""
        return counted_on(at.astimezone(self.store.zone), self.store.day_ends_at)
