"""The hours in which somebody wants to be reached: a pair, in order."""

from datetime import time

from django.utils.translation import gettext as _


def hours_problem(opens: time | None, ends: time | None) -> list[tuple[str, str]]:
    """The field and what is wrong with it; empty when both or none are given, in order."""
    if bool(opens) != bool(ends):
        return [("reach_until" if opens else "reach_from", _("Give both hours, or none."))]
    if opens and ends and opens >= ends:
        return [("reach_until", _("This lies before the other hour."))]
    return []
