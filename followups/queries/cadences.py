"""Which cadence holds: a store's own version, or the default in code."""

from functools import lru_cache

from followups.models import CadenceVersion
from followups.rules.cadence import DEFAULT_CADENCES, Cadence, cadence_from_rows


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
