"""A check that saw nothing says so, and does not say that all is well."""

import pytest
from django.core.management import CommandError, call_command


@pytest.mark.django_db(transaction=True)
def test_the_command_fails_when_it_saw_no_group():
    with pytest.raises(CommandError, match="No group was seen"):
        call_command("verify_invariants")
