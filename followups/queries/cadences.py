"""Which cadence holds: a store's own version, or the default in code."""

from collections.abc import Collection
from functools import lru_cache

from dealerfollow.tenancy.prepared import read
from followups.models import CadenceVersion
from followups.rules.cadence import DEFAULT_CADENCES, Cadence, cadence_from_rows

CURRENT = """
SELECT DISTINCT ON (store_id, anchor_kind) store_id, anchor_kind, id FROM followups_cadenceversion
 WHERE store_id = ANY(%s) ORDER BY store_id, anchor_kind, version DESC
"""


@lru_cache(maxsize=2_000)
def _version(pk: int) -> Cadence:
    """A saved version never changes, so it may be remembered for the life of the process."""
    version = CadenceVersion.objects.get(pk=pk)
    return cadence_from_rows(version.anchor_kind, version.rows)


def cadence_of(version_id: int | None, anchor_kind: str) -> Cadence:
    """The cadence a plan was enrolled in; running plans keep theirs."""
    return _version(version_id) if version_id else DEFAULT_CADENCES[anchor_kind]


def current_cadence(store_id: int, anchor_kind: str) -> tuple[int | None, Cadence]:
    """The version id (None for the default) and cadence that a new plan enrolls in."""
    version_id = (
        CadenceVersion.objects.filter(store_id=store_id, anchor_kind=anchor_kind)
        .order_by("-version")
        .values_list("id", flat=True)
        .first()
    )
    return version_id, cadence_of(version_id, anchor_kind)


def current_cadences(
    store_ids: Collection[int],
) -> dict[tuple[int, str], tuple[int | None, Cadence]]:
    """The same for all kinds of anchors of these stores, by (store id, kind). One query."""
    found = read(CURRENT, [list(store_ids)])
    versions = {(store_id, kind): pk for store_id, kind, pk in found}
    keys = {(store_id, kind) for store_id in store_ids for kind in DEFAULT_CADENCES} | set(versions)
    return {key: (versions.get(key), cadence_of(versions.get(key), key[1])) for key in keys}
