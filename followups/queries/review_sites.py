"""Where a store is reviewed."""

from dataclasses import dataclass

from dealerfollow.stores.models import Store


@dataclass(frozen=True)
class Site:
    """Where a review can be written, and the link that is sent."""

    name: str
    url: str


def sites_of(store: Store) -> tuple[Site, ...]:
    """The store's review sites that have a name and a link."""
    found = store.review_sites if isinstance(store.review_sites, list) else []
    return tuple(
        Site(str(one["name"])[:40], str(one["url"]))
        for one in found
        if isinstance(one, dict) and one.get("name") and one.get("url")
    )
