"""What is on file about reaching customers: numbers, addresses, what they allowed and stopped.

Plain SQL: every card, log and sweep asks, and the ORM would cost more than the database.
"""

from collections.abc import Collection
from dataclasses import dataclass, field
from datetime import date, datetime

from django.db import connection

from customers.rules.merging import Said, Side, strictest
from dealerfollow.tenancy.prepared import read

# A stop binds by its number or address too: two joins, since an OR would read all stops.
# A person merged of several rows has what any of them has; the row that goes on comes first.
ON_FILE = """
WITH who AS (
  SELECT id AS root, id, NULL::timestamptz AS merged_at, died_on
    FROM customers_customer WHERE id = ANY(%(ids)s)
   UNION ALL
  SELECT merged_into_id, id, merged_at, died_on
    FROM customers_customer WHERE merged_into_id = ANY(%(ids)s)
), way AS (
  SELECT 'phone' AS kind, p.group_id, w.root, p.customer_id, p.number AS value,
         p.wrong_at IS NOT NULL AS is_wrong, p.rank, p.id
    FROM who w JOIN customers_customerphone p ON p.customer_id = w.id
   UNION ALL
  SELECT 'email', e.group_id, w.root, e.customer_id, e.address, e.bounced_at IS NOT NULL, e.rank,
         e.id
    FROM who w JOIN customers_customeremail e ON e.customer_id = w.id
)
SELECT kind, root, customer_id, value, is_wrong, '', '', NULL::timestamptz, rank, id FROM way
 UNION ALL
SELECT 'registry', way.root, way.customer_id, way.value, n.id IS NOT NULL,
       coalesce(scrub.scrubbed_on::text, ''), '', NULL, way.rank, way.id
  FROM way
  LEFT JOIN customers_registryscrub scrub ON scrub.group_id = way.group_id
   AND scrub.area_code = substr(way.value, 3, 3) AND way.value LIKE '+1%%'
  LEFT JOIN customers_registrynumber n ON n.group_id = way.group_id AND n.number = way.value
 WHERE way.kind = 'phone' AND NOT way.is_wrong
 UNION ALL
SELECT 'row', root, id, '', died_on IS NOT NULL, '', '', merged_at, -1, id
  FROM who WHERE merged_at IS NOT NULL OR died_on IS NOT NULL
 UNION ALL
SELECT 'consent', w.root, c.customer_id, c.channel, false, c.state, '', c.said_at, 0, c.id
  FROM who w JOIN customers_consent c ON c.customer_id = w.id
 UNION ALL
SELECT 'stop', w.root, s.customer_id, s.value, false, s.scope, s.channel, NULL, 0, s.id
  FROM who w JOIN customers_contactstop s ON s.customer_id = w.id WHERE s.lifted_at IS NULL
 UNION ALL
SELECT 'stop', way.root, s.customer_id, s.value, false, s.scope, s.channel, NULL, 0, s.id
  FROM way JOIN customers_contactstop s ON s.group_id = way.group_id AND s.value = way.value
 WHERE s.lifted_at IS NULL
 ORDER BY 9, 10
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


@dataclass(frozen=True, slots=True)
class OnRegistry:
    """Whether the national registry names a number, and the day of the file of its area code."""

    is_listed: bool
    scrubbed_on: date | None


@dataclass(slots=True)
class OnFile:
    """One customer's numbers and addresses, first to be used first, with consents by channel."""

    phones: list[Way] = field(default_factory=list)
    emails: list[Way] = field(default_factory=list)
    consents: dict[str, str] = field(default_factory=dict)
    stops: list[StopOnFile] = field(default_factory=list)
    is_deceased: bool = False
    registry: dict[str, OnRegistry] = field(default_factory=dict)  # of the numbers not wrong

    def right_numbers(self) -> list[str]:
        """The numbers that are not wrong."""
        return [phone.value for phone in self.phones if not phone.is_wrong]


def on_file(customer_ids: Collection[int]) -> dict[int, OnFile]:
    """OnFile per customer id, in one query; each has the stops that bind it, whoever asked.

    Of a customer into whom others were merged it is what all the rows say together, the strictest
    word first (edge case 65). Asked for a merged row, it is that row's own.
    """
    gathered = {pk: _Gathered(pk) for pk in customer_ids}
    for kind, root, *values in read(ON_FILE, {"ids": list(gathered)}):
        gathered[root].add(kind, *values)
    return {pk: one.on_file() for pk, one in gathered.items()}


class _Gathered:
    """All that the rows of one person say, before it is weighed."""

    def __init__(self, root: int) -> None:
        self.root = root
        self.members: dict[int, datetime | None] = {root: None}  # and when each was merged
        self.ways: dict[str, dict[tuple[int, str], Way]] = {"phone": {}, "email": {}}
        self.said: dict[int, dict[str, Said]] = {}
        self.stops: dict[int, StopOnFile] = {}
        self.is_deceased = False
        self.registry: dict[str, OnRegistry] = {}

    def add(
        self,
        kind: str,
        owner: int,
        value: str,
        flag: bool,
        word: str,
        channel: str,
        at: datetime | None,
        rank: int,
        pk: int,
    ) -> None:
        """One row of ON_FILE."""
        if kind == "row":
            self.members[owner] = at
            self.is_deceased = self.is_deceased or flag
        elif kind == "registry":
            day = date.fromisoformat(word) if word else None
            self.registry[value] = OnRegistry(is_listed=flag, scrubbed_on=day)
        elif kind == "stop":
            self.stops[pk] = StopOnFile(owner, value, word, channel)
        elif kind == "consent":
            self.said.setdefault(owner, {})[value] = Said(word, at)
        else:
            self.ways[kind][owner, value] = Way(value, flag)

    def on_file(self) -> OnFile:
        """All of it together."""
        phones, emails = self._ways("phone"), self._ways("email")
        usable = {way.value for way in (*phones, *emails) if not way.is_wrong}
        sides = [Side(self.said.get(pk, {}), at) for pk, at in self.members.items() if at]
        return OnFile(
            phones,
            emails,
            strictest(Side(self.said.get(self.root, {})), sides),
            [s for s in self.stops.values() if _binds(s, self.members, usable)],
            self.is_deceased,
            self.registry,
        )

    def _ways(self, kind: str) -> list[Way]:
        """Each number once: as the row that goes on has it, else as the merged ones do."""
        found: dict[str, Way] = {}
        for (owner, value), way in self.ways[kind].items():
            if owner == self.root:
                found[value] = way
        for (owner, value), way in self.ways[kind].items():
            if owner != self.root:
                found.setdefault(value, way)
        return list(found.values())


def _binds(stop: StopOnFile, members: Collection[int], usable: Collection[str]) -> bool:
    """By the person, or by a number in use. One that is somebody else's by now stops nobody who
    has another (edge case 63); whoever asked about their own number is bound as a person too."""
    return (stop.customer_id in members and not stop.value) or stop.value in usable


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
