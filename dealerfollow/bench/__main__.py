"""`bin/bench [--rows N] [--quick] [--json]`: measures, prints, and ends with 1 on a missed goal."""

import argparse
import os
import time

from dealerfollow.embedded.borrow import stores_for
from dealerfollow.embedded.folders import folders_for
from dealerfollow.embedded.progress import Refused, leave, say
from dealerfollow.embedded.setup import prepare_files

QUICK_ROWS, ROWS = 20_000, 300_000


def options_of(words: list[str] | None = None) -> argparse.Namespace:
    """The options of the command line; ends with code 2 on wrong ones."""
    parser = argparse.ArgumentParser(prog="bin/bench", description=__doc__)
    parser.add_argument("--rows", type=int, help="customers, each with a car and two plans")
    parser.add_argument("--quick", action="store_true", help="fewer rows and rounds")
    parser.add_argument("--json", action="store_true", help="the last line is JSON")
    return parser.parse_args(words)


def measure(options: argparse.Namespace, env: dict[str, str]) -> int:
    """Every line on a database of our own; returns the exit code."""
    import django

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "dealerfollow.settings")
    django.setup()
    from dealerfollow.bench import calls, planning
    from dealerfollow.bench.database import fill, own_database
    from dealerfollow.bench.rounds import report

    rows = options.rows or (QUICK_ROWS if options.quick else ROWS)
    rounds = 5 if options.quick else 9
    with own_database() as database:
        started = time.monotonic()
        filled = fill(rows, stores=4, one_in=3)
        say(f"{rows} customers, {filled.due} plans due, made in {time.monotonic() - started:.0f} s")
        lines = []
        for line in (
            lambda: planning.planning(filled, rounds),
            lambda: planning.nothing_to_do(rounds),
            lambda: calls.list_sql(filled, rounds),
            lambda: calls.list_page_cpu(filled, database, env, 150 if options.quick else 600),
        ):
            lines.append(line())
            print(lines[-1].words(), flush=True)
    return report(lines, is_json=options.json)


def main() -> None:
    """Measures with the stores up."""
    options = options_of()
    try:
        with stores_for(folders_for(), "bin/bench") as env:
            os.environ.update(env)
            os.environ["LOG_LEVEL"] = "ERROR"
            raise SystemExit(measure(options, prepare_files(env)))
    except Refused as refused:
        leave(str(refused))


if __name__ == "__main__":
    main()
