"""The content policy's header is django-csp's own, whoever wrote it."""

import pytest
from csp.constants import HEADER
from csp.decorators import csp_update
from csp.middleware import CSPMiddleware
from django.http import HttpRequest, HttpResponse
from django.test import RequestFactory

from dealerfollow.web.content_policy import ContentPolicyMiddleware


def plain(request: HttpRequest) -> HttpResponse:
    return HttpResponse("")


@csp_update({"img-src": ["https://images.example"]})
def with_pictures(request: HttpRequest) -> HttpResponse:
    return HttpResponse("")


@pytest.mark.parametrize("view", [plain, with_pictures])
@pytest.mark.parametrize("is_debug", [False, True])
def test_it_is_what_django_csp_writes(view, is_debug, settings):
    settings.DEBUG = is_debug

    ours = ContentPolicyMiddleware(view)(RequestFactory().get("/"))

    theirs = CSPMiddleware(view)(RequestFactory().get("/"))
    assert ours[HEADER] == theirs[HEADER]
    assert "default-src" in ours[HEADER]


def test_a_header_that_is_there_stays():
    def view(request):
        return HttpResponse("", headers={HEADER: "default-src 'none'"})

    assert ContentPolicyMiddleware(view)(RequestFactory().get("/"))[HEADER] == "default-src 'none'"


def test_other_settings_are_another_policy(settings):
    ContentPolicyMiddleware(plain)(RequestFactory().get("/"))
    settings.CONTENT_SECURITY_POLICY = {"DIRECTIVES": {"default-src": ["'none'"]}}

    answer = ContentPolicyMiddleware(plain)(RequestFactory().get("/"))

    assert answer[HEADER] == "default-src 'none'"
