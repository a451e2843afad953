"""What happens here that higher floors act on, in the same transaction."""

from datetime import datetime

from dealerfollow.lib.events import Event

calendar_changed: Event[tuple[int, datetime]] = Event("calendar_changed")  # (store id, now)
