"""A business day as moments: when it began, when it ended, which day a moment belongs to."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, time

from accountability.rules.missed import business_day_of
from dealerfollow.stores.models import Store


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
        return business_day_of(at.astimezone(self.store.zone), self.store.day_ends_at)
