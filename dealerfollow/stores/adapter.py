"""How allauth treats staff: nobody signs up, people are invited; and its words in ours."""

from typing import ClassVar

from allauth.account.adapter import DefaultAccountAdapter
from django.http import HttpRequest
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy


class StaffAccountAdapter(DefaultAccountAdapter):
    """No open sign-up."""

    error_messages: ClassVar[dict[str, str | Promise]] = {
        **DefaultAccountAdapter.error_messages,
        "email_password_mismatch": gettext_lazy("The e-mail address or the password is not right."),
        "unknown_email": gettext_lazy("Nobody signs in with this e-mail address."),
    }

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """False: an account comes from a manager's invitation."""
        return False
