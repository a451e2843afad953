"""How a small form answers: saved and back to the customer, or the problem next to its field."""

from typing import Any

from django.contrib import messages
from django.forms import BaseForm
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import redirect
from django.template.response import TemplateResponse

from customers.models import Customer


def ask(
    request: HttpRequest, customer: Customer, form: BaseForm, title: str, **context: Any
) -> TemplateResponse:
    """The page of one form about the customer; 422 when it came back with problems.

    `words` is a line under the title, `warning` what saving does beyond the field.
    """
    page = {"customer": customer, "form": form, "title": title, **context}
    status = 422 if form.is_bound else 200
    return TemplateResponse(request, "customers/form.html", page, status=status)


def saved(request: HttpRequest, customer: Customer, words: str) -> HttpResponseBase:
    """Back to the customer's page, with what happened in words."""
    messages.success(request, words)
    return redirect("customers:customer", pk=customer.pk)
