"""The page on which somebody finds and picks another customer."""

from collections.abc import Iterable
from typing import Any

from django.forms import BaseForm
from django.http import HttpRequest
from django.template.response import TemplateResponse

from customers.models import Customer
from customers.queries.found import rows_of
from customers.queries.search import Found, clean_text, find_customers


def pick_page(
    request: HttpRequest,
    customer: Customer,
    form: BaseForm,
    template: str,
    *,
    likely: Iterable[Customer] = (),
    **context: Any,
) -> TemplateResponse:
    """Those found by `q` whom the reader may change, without the customer; `likely` before a search
    is made. 422 when the form came back with problems."""
    scope: Any = request.scope  # type: ignore[attr-defined]
    editing, text = scope.narrowed("customers.edit"), clean_text(request.GET.get("q", ""))
    found = [f for f in find_customers(editing, text, limit=10) if f.customer.pk != customer.pk]
    if not text:
        found = [Found(other, "code") for other in likely]
    page = {
        "customer": customer,
        "form": form,
        "q": text,
        "rows": rows_of(editing, found, now=request.now),  # type: ignore[attr-defined]
        **context,
    }
    return TemplateResponse(request, template, page, status=422 if form.is_bound else 200)
