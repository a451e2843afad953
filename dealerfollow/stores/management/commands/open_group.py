"""manage.py open_group: a new group with its first store and its administrator."""

import sys
from argparse import ArgumentParser
from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError
from django.core.validators import validate_email
from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.text import slugify

from dealerfollow.intake.states import STATE_CODES
from dealerfollow.lib.argument_days import a_day
from dealerfollow.stores.actions import add_group_admin, open_group, open_store
from dealerfollow.tenancy.scope import keep_scope

# (option, what it is asked for as): all of them are needed.
ASKED = (
    ("group", "Name of the group"),
    ("store", "Name of its first store"),
    ("state", "State of the store, two letters"),
    ("time_zone", "Time zone of the store, such as America/Phoenix"),
    ("admin_name", "Name of the administrator"),
    ("admin_email", "Their e-mail address"),
)


class Command(BaseCommand):
    """manage.py open_group [--group NAME] [--store NAME] [--state AZ] [--time-zone ZONE] ...

    What is not given is asked for, where somebody can answer.
    """

    help = "Opens a group with its first store and its administrator, who then adds the people."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """One option for each question, and two that have a default."""
        for name, words in ASKED:
            parser.add_argument(f"--{name.replace('_', '-')}", help=words)
        parser.add_argument("--slug", help="short name of the store in commands; from its name")
        parser.add_argument(
            "--starts-on", type=a_day, help="the first delivery that is followed up; today"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        """Prints who signs in where, and their first password, this once. Exit 2, and nothing
        written, for an answer that makes no sense or a name that is taken."""
        told = {name: answer(options[name], words) for name, words in ASKED}
        told["state"] = told["state"].upper()
        told["slug"] = options["slug"] or slugify(told["store"])
        check(told)
        try:
            with transaction.atomic(), keep_scope():
                password = write(told, options["starts_on"] or timezone.localdate())
        except ValidationError as problem:
            raise CommandError("\n".join(problem.messages), returncode=2) from problem
        except IntegrityError as problem:
            words = f"A group or store is called {told['slug']!r} already: give another --slug."
            raise CommandError(words, returncode=2) from problem
        self.stdout.write(f"{told['group']} and {told['store']} ({told['slug']}) are open.")
        self.stdout.write(f"{told['admin_email']} is the administrator of all its stores.")
        if password:
            self.stdout.write(f"First password, shown this once: {password}")
            self.stdout.write("They change it under their name, Change password.")
        else:
            self.stdout.write("They sign in already: their password stays.")


def answer(given: str | None, words: str) -> str:
    """What was given, or what somebody at the keyboard answers; CommandError for nothing."""
    if given is None and sys.stdin.isatty():
        given = input(f"{words}: ")
    if not (given or "").strip():
        raise CommandError(f"Needed: {words.lower()}. See --help.", returncode=2)
    return (given or "").strip()


def check(told: dict[str, str]) -> None:
    """CommandError for a state or an address that cannot be one; the store checks the rest."""
    if told["state"] not in STATE_CODES:
        raise CommandError(f"No state is {told['state']!r}.", returncode=2)
    try:
        validate_email(told["admin_email"])
    except ValidationError as problem:
        words = f"Not an e-mail address: {told['admin_email']!r}."
        raise CommandError(words, returncode=2) from problem


def write(told: dict[str, str], starts_on: date) -> str:
    """The three; returns the administrator's first password, "" when they have one."""
    group = open_group(told["group"], slugify(told["group"]))
    open_store(
        group,
        name=told["store"],
        slug=told["slug"],
        state=told["state"],
        time_zone=told["time_zone"],
        follow_up_starts_on=starts_on,
    )
    _, password = add_group_admin(group, email=told["admin_email"], name=told["admin_name"])
    return password
