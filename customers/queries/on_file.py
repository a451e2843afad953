"""What is on file about reaching customers: numbers, addresses, what they allowed and stopped.

Plain SQL: every card, log and sweep asks, and the ORM would cost more than the database.
"""

from collections.abc import Collection
from dataclasses import dataclass, field

from django.db import connection

# A stop binds by its number or address too: two joins, since an OR would read all stops.
ON_FILE = """
WITH way AS (
  SELECT 'phone' AS kind, group_id, customer_id, number AS value, wrong_at IS NOT NULL AS is_wrong,
         rank, id
    FROM customers_customerphone WHERE customer_id = ANY(%(ids)s)
   UNION ALL
  SELECT 'email', group_id, customer_id, address, bounced_at IS NOT NULL, rank, id
    FROM customers_customeremail WHERE customer_id = ANY(%(ids)s)
)
SELECT kind, customer_id, value, is_wrong, '', '', rank, id FROM way
 UNION ALL
SELECT 'consent', customer_id, channel, false, state, '', 0, id
  FROM customers_consent WHERE customer_id = ANY(%(ids)s)
 UNION ALL
SELECT 'stop', customer_id, value, false, scope, channel, 0, id
  FROM customers_contactstop WHERE customer_id = ANY(%(ids)s) AND lifted_at IS NULL
 UNION ALL
SELECT 'stop', s.customer_id, s.value, false, s.scope, s.channel, 0, s.id
  FROM way JOIN customers_contactstop s ON s.group_id = way.group_id AND s.value = way.value
 WHERE s.lifted_at IS NULL
 ORDER BY 7, 8
"""
STOPS_BY_VALUE = """
SELECT customer_id, value, scope, channel FROM customers_contactstop
 WHERE group_id = %s AND value = ANY(%s) AND lifted_at IS NULL ORDER BY id
"""


@dataclass(frozen=True, slots=True)
class Way:
    """A number (E.164) or address, and whether it is known to be wrong."""

    value: str
    is_wrong: bool


@dataclass(frozen=True, slots=True)
class StopOnFile:
    """A stop as it was asked for; `value` is empty when it binds the person."""

    customer_id: int | None
    value: str
    scope: str
    channel: str


@dataclass(slots=True)
class OnFile:
    """One customer's numbers and addresses, first to be used first, with consents by channel."""

    phones: list[Way] = field(default_factory=list)
    emails: list[Way] = field(default_factory=list)
    consents: dict[str, str] = field(default_factory=dict)
    stops: list[StopOnFile] = field(default_factory=list)

    def right_numbers(self) -> list[str]:
        """The numbers that are not wrong."""
        return [phone.value for phone in self.phones if not phone.is_wrong]


def on_file(customer_ids: Collection[int]) -> dict[int, OnFile]:
    """OnFile per customer id, in one query; each has the stops that bind it, whoever asked."""
    found = {pk: OnFile() for pk in customer_ids}
    stops: dict[int, StopOnFile] = {}
    with connection.cursor() as cursor:
        cursor.execute(ON_FILE, {"ids": list(found)})
        for kind, customer_id, value, is_wrong, word, channel, _, pk in cursor.fetchall():
            if kind == "stop":
                stops[pk] = StopOnFile(customer_id, value, word, channel)
            elif kind == "consent":
                found[customer_id].consents[value] = word
            else:
                one = found[customer_id]
                (one.phones if kind == "phone" else one.emails).append(Way(value, is_wrong))
    for customer_id, one in found.items():
        values = {way.value for way in (*one.phones, *one.emails)}
        one.stops = [
            stop
            for stop in stops.values()
            if (stop.customer_id == customer_id and not stop.value) or stop.value in values
        ]
    return found


def on_file_of_new(group_id: int, numbers: Collection[str], addresses: Collection[str]) -> OnFile:
    """What is on file about somebody just met: these numbers and addresses, and whose stops bind
    them all the same. One query, none without a number or address."""
    known = OnFile([Way(n, False) for n in numbers], [Way(a, False) for a in addresses])
    values = [*numbers, *addresses]
    if values:
        with connection.cursor() as cursor:
            cursor.execute(STOPS_BY_VALUE, [group_id, values])
            known.stops = [StopOnFile(*row) for row in cursor.fetchall()]
    return known
