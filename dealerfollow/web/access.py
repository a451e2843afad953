"""Who may open an address, and the fetch that is the access check."""

from collections.abc import Callable
from functools import wraps
from typing import Any, TypeVar

from django.core.exceptions import PermissionDenied
from django.db.models import Model, QuerySet
from django.http import Http404, HttpRequest, HttpResponseBase

V = TypeVar("V", bound=Callable[..., HttpResponseBase])
M = TypeVar("M", bound=Model)


def requires(*rights: str) -> Callable[[V], V]:
    """Marks a view with the rights that open it (any of them, in any store): else 403.

    A system check walks the URLconf and fails on a view that carries neither this mark nor
    `login_not_required`.
    """

    def mark(view: V) -> V:
        @wraps(view)
        def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
            scope = request.scope  # type: ignore[attr-defined]
            if rights and not any(scope.has(right) for right in rights):
                raise PermissionDenied
            return view(request, *args, **kwargs)

        guarded.required_rights = rights  # type: ignore[attr-defined]
        return guarded  # type: ignore[return-value]

    return mark


def in_scope(rows: QuerySet[M], scope: Any) -> QuerySet[M]:
    """The rows of this scope's group and stores; the models have a `store_id`."""
    return rows.filter(group_id=scope.group_id, store_id__in=scope.store_ids)


def fetch(request: HttpRequest, rows: QuerySet[M], *, right: str, **lookup: Any) -> M:
    """The one row, if it is in this request's scope.

    Out of scope (another group, another store) it does not exist: Http404. In scope without
    `right` in the row's store: PermissionDenied. `rows` has a `store_id`.
    """
    scope = request.scope  # type: ignore[attr-defined]
    row = in_scope(rows, scope).filter(**lookup).first() if scope.group_id else None
    if row is None:
        raise Http404
    if not scope.has(right, row.store_id):  # type: ignore[attr-defined]
        raise PermissionDenied
    return row
