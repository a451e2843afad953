"""Why a follow-up is due: the chain of rules, for whoever is asked about it."""

import json
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from dealerfollow.tenancy.scope import scope
from followups.models import FollowUp
from followups.queries.explain import Link, explain, explained
from followups.queries.work import group_of_follow_up


class Command(BaseCommand):
    """manage.py explain --follow-up ID [--json]"""

    help = "Says in plain words which rules made a follow-up due on its day. Changes nothing."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """--follow-up and --json."""
        parser.add_argument("--follow-up", type=int, required=True, help="the id in its address")
        parser.add_argument("--json", action="store_true", help="the last line is JSON")

    def handle(self, *args: Any, **options: Any) -> None:
        """Prints a line for each link. Fails when nobody has such a follow-up."""
        pk: int = options["follow_up"]
        group_id = group_of_follow_up(pk)
        if group_id is None:
            raise CommandError(f"There is no follow-up {pk}.")
        with scope(group_id):
            links = explain(explained(pk), now=timezone.now())
            row = FollowUp.objects.get(pk=pk)
        if options["json"]:
            self.stdout.write(json.dumps(_as_json(row, links)))
            return
        for link in links:
            self.stdout.write(link.words)


def _as_json(row: FollowUp, links: tuple[Link, ...]) -> dict[str, Any]:
    return {
        "follow_up": row.pk,
        "kind": row.kind,
        "state": row.state,
        "first_due_on": row.first_due_on.isoformat(),
        "due_on": row.due_on.isoformat(),
        "why": [
            {"code": one.code, "on": one.on.isoformat() if one.on else None, "words": one.words}
            for one in links
        ],
    }
