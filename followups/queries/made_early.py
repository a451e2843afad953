"""What a contact closed before its day."""

from django.db.models import F
from django.utils.translation import gettext as _

from followups.models import Attempt, FollowUp
from followups.words.days import day
from followups.words.labels import kind_name


def early_words(attempt: Attempt) -> str:
    """ "Made early: check-in, due Mon, Mar 9."; "" when everything it closed was due. One query."""
    rows = FollowUp.objects.filter(
        closed_by=attempt, state=FollowUp.State.DONE, first_due_on__gt=F("first_tried_on")
    ).order_by("first_due_on", "id")
    due = _("%(kind)s, due %(day)s")
    said = [due % {"kind": kind_name(r.kind).lower(), "day": day(r.first_due_on)} for r in rows]
    return _("Made early: %(what)s.") % {"what": "; ".join(said)} if said else ""
