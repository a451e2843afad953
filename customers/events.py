"""What happens here that higher floors act on, in the same transaction."""

from datetime import datetime

from dealerfollow.lib.events import Event

# (customer ids, now): somebody asked to stop, or a number turned out to be wrong
ways_changed: Event[tuple[list[int], datetime]] = Event("ways_changed")

# (customer ids, now): a birthday was learned, corrected or taken back
birthdays_changed: Event[tuple[list[int], datetime]] = Event("birthdays_changed")
