"""The rows of one person: the customer who goes on, and those merged into them."""

from collections.abc import Collection, Iterable
from datetime import date

from django.db import connection
from django.db.models import Max, Q

from customers.models import Customer, CustomerMerge

BENEATH = """
WITH RECURSIVE beneath(id) AS (
  SELECT %(top)s::bigint
   UNION
  SELECT m.merged_id FROM beneath b
    JOIN customers_customermerge m ON m.survivor_id = b.id
   WHERE NOT EXISTS (SELECT 1 FROM customers_customerunmerge u WHERE u.merge_id = m.id)
)
SELECT id FROM beneath ORDER BY id
"""


def rows_of_person(customer_id: int) -> list[int]:
    """Ids of the customer and of the rows merged into them, the customer first. One query."""
    merged = Customer.objects.filter(merged_into=customer_id).order_by("pk")
    return [customer_id, *merged.values_list("pk", flat=True)]


def of_person(customer: Customer) -> Q:
    """A condition on rows with a `customer`: theirs, or of a row merged into them."""
    return Q(customer=customer) | Q(customer__merged_into=customer)


def goes_on(customer_ids: Collection[int]) -> dict[int, int]:
    """For each of these customers the one who goes on for them: themself without a merge."""
    rows = Customer.objects.filter(pk__in=customer_ids).values_list("pk", "merged_into")
    return {pk: into or pk for pk, into in rows}


def beneath(customer_id: int) -> list[int]:
    """Ids of the row and of all that were merged into it, directly or not, and still are."""
    with connection.cursor() as cursor:
        cursor.execute(BENEATH, {"top": customer_id})
        return [pk for (pk,) in cursor.fetchall()]


def latest_deliveries(found: Iterable[int]) -> dict[int, date]:
    """The day of the latest delivery of each person, over all their rows. One query."""
    rows = Customer.objects.filter(Q(pk__in=found) | Q(merged_into__in=found)).annotate(
        latest=Max("deliveries__delivered_on", filter=Q(deliveries__unwound_on=None))
    )
    latest: dict[int, date] = {}
    for pk, into, day in rows.values_list("pk", "merged_into", "latest"):
        if day:
            person = into or pk
            latest[person] = max(day, latest.get(person, day))
    return latest


def last_merge_of(customer_id: int) -> CustomerMerge | None:
    """The merge that holds for this row: the one not undone by which it was merged away."""
    return CustomerMerge.objects.filter(merged=customer_id, undone=None).order_by("-id").first()
