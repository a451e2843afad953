"""django-csp's header, built once: no view of ours changes the policy, and none uses a nonce."""

from functools import cache

from csp.constants import HEADER
from csp.middleware import CSPMiddleware
from csp.utils import build_policy
from django.conf import settings
from django.core.signals import setting_changed
from django.http import HttpRequest, HttpResponseBase


@cache
def usual_policy() -> str:
    """The policy of the settings, as the header has it."""
    return build_policy()


class ContentPolicyMiddleware(CSPMiddleware):
    """Writes the usual policy; a response or request that asks for its own gets django-csp's."""

    def process_response(
        self, request: HttpRequest, response: HttpResponseBase
    ) -> HttpResponseBase:
        """Adds the header, unless the response brings one."""
        asks = any(name.startswith("_csp") for name in (*vars(response), *vars(request)))
        if asks or settings.DEBUG:
            return super().process_response(request, response)
        response.headers.setdefault(HEADER, usual_policy())
        return response


def _forget(*, setting: str, **kwargs: object) -> None:
    if setting == "CONTENT_SECURITY_POLICY":
        usual_policy.cache_clear()


setting_changed.connect(_forget)
