"""allauth's forms in the words of this product."""

from typing import Any

from allauth.account.forms import ResetPasswordForm
from django.utils.translation import gettext_lazy


class NewPasswordForm(ResetPasswordForm):
    """Asks for the address that the link goes to."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["email"]
        field.label = gettext_lazy("E-mail")
        field.widget.attrs.pop("placeholder", None)
