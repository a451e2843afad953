"""What runs by itself, and when: static, in UTC, every few minutes.

Each task decides by each store's own time what is due, and finds all that is due, so a tick that
never came costs nothing but its minutes. A tick that waited longer than its period is dropped
(`expires`): the next one does the same work. No business date is ever a countdown.
"""

from datetime import timedelta
from typing import Any

MINUTE = timedelta(minutes=1)
HOUR = timedelta(hours=1)


def every(period: timedelta, task: str, queue: str) -> dict[str, Any]:
    """One entry: the task by name, its period, its queue, dropped when older than its period."""
    seconds = int(period.total_seconds())
    return {
        "task": task,
        "schedule": period,
        "options": {"queue": queue, "expires": seconds},
    }


SCHEDULE: dict[str, dict[str, Any]] = {
    "every-minute-plan-the-follow-ups-that-are-due": every(
        MINUTE, "followups.tasks.plan_due_follow_ups", "sweep"
    ),
    "every-5-minutes-close-the-days-that-have-ended": every(
        5 * MINUTE, "accountability.tasks.close_ended_days", "sweep"
    ),
    "every-5-minutes-keep-one-ring-a-household-and-day": every(
        5 * MINUTE, "followups.tasks.keep_one_ring_a_day", "sweep"
    ),
    "every-minute-send-the-notices-that-are-due": every(
        MINUTE, "followups.tasks.send_notices", "default"
    ),
    "every-minute-import-the-files-that-are-waiting": every(
        MINUTE, "deliveries.tasks.import_waiting_files", "import"
    ),
    "every-hour-purge-the-files-that-were-imported-a-week-ago": every(
        HOUR, "deliveries.tasks.purge_imported_files", "default"
    ),
}


# A task that a view or another task tells to look now goes to the same queue as from here.
ROUTES = {entry["task"]: {"queue": entry["options"]["queue"]} for entry in SCHEDULE.values()}

# The heartbeats that readiness listens for: every job that must never stand still. Forgetting old
# files may wait.
HEARTBEATS: dict[str, timedelta] = {
    entry["task"]: entry["schedule"] for entry in SCHEDULE.values() if entry["schedule"] < HOUR
}
