"""The store's library of reasons: for a card, and as its page shows it."""

from collections.abc import Collection
from typing import Any

from django.db.models import Q, QuerySet

from dealerfollow.tenancy.prepared import read
from followups.models import CallReason

MOST_PICKS = 6
PICKS = """
SELECT text FROM followups_callreason
 WHERE store_id = %s AND state = 'approved' AND language = %s
   AND (kinds = '{}' OR kinds && %s::varchar[])
 ORDER BY kinds = '{}', lower(text), id LIMIT %s
"""


def picks_for(store_id: int, kinds: Collection[str], language: str) -> tuple[str, ...]:
    """Reasons in use for these kinds in the customer's language, those of the kind first. One
    query."""
    rows = read(PICKS, [store_id, language, list(kinds), MOST_PICKS])
    return tuple(text for (text,) in rows)


def library_of(scope: Any, store_id: int) -> QuerySet[CallReason]:
    """Proposed and in use, by their words; with who proposed them, in one query."""
    rows = CallReason.objects.filter(
        ~Q(state=CallReason.State.RETIRED), group_id=scope.group_id, store_id=store_id
    )
    return rows.select_related("proposed_by", "decided_by").order_by("state", "text", "id")
