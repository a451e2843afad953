"""`bin/test`: lint, types, import contracts, templates, migrations, then every test.

With `--long` the random histories are 500 instead of 25, and pages are looked at in both themes at
both sizes. With other arguments it is pytest alone, on the same stores and with the same browser.
"""

import sys
import time

from dealerfollow.embedded.borrow import stores_for
from dealerfollow.embedded.browser import chromium
from dealerfollow.embedded.captured import run_captured
from dealerfollow.embedded.folders import PROJECT, folders_for
from dealerfollow.embedded.manage import run_beside
from dealerfollow.embedded.progress import Refused, leave, say, seconds
from dealerfollow.embedded.setup import manage, prepare_files
from dealerfollow.embedded.supervisor import Stopped

DATA = "var/test"
LONG = "--long"


def tool(name: str, *words: str) -> list[str]:
    """A command of the environment's bin folder."""
    return [str(PROJECT / ".venv" / "bin" / name), *words]


CHECKS = {
    "lint": tool("ruff", "check", "."),
    "formatting": tool("ruff", "format", "--check", "."),
    "types": tool("mypy", "."),
    "import contracts": tool("lint-imports"),
    "templates": tool("djlint", "--lint", "--quiet", "templates"),
    "system checks": manage("check"),
    "migrations": manage("makemigrations", "--check", "--dry-run"),
}


def run_check(name: str, command: list[str], env: dict[str, str]) -> int:
    """Run one check, print its output when it fails, and return its exit code."""
    began = time.monotonic()
    done = run_captured(command, env)
    took = time.monotonic() - began
    say(f"{name}: {'passed' if done.returncode == 0 else 'FAILED'} ({took:.1f} s)")
    if done.returncode != 0:
        print(done.stdout, flush=True)
    return done.returncode


def run_all(arguments: list[str], env: dict[str, str]) -> int:
    """Run every check, then the tests; return the first failure's code. With arguments: pytest.

    `--long` alone is everything, with as many random histories as a night has time for.
    """
    is_long = arguments == [LONG]
    if arguments and not is_long:
        return run_beside([sys.executable, "-m", "pytest", *arguments], env)
    codes = [run_check(name, command, env) for name, command in CHECKS.items()]
    began = time.monotonic()
    # Whoever is done takes over half of what another still has: the slow ones lie together. Three
    # for two cores: one of them mostly waits for its browser or its database.
    workers = ["-n", "3", "--dist", "worksteal"]
    every_test = [sys.executable, "-m", "pytest", *workers, *([LONG] if is_long else [])]
    codes.append(run_beside(every_test, env))
    say(f"tests: {'passed' if codes[-1] == 0 else 'FAILED'} ({time.monotonic() - began:.0f} s)")
    return next((code for code in codes if code), 0)


def main() -> None:
    """Run the checks and tests; ends with the code of the first that failed."""
    try:
        found = chromium()
        with stores_for(folders_for(DATA), "bin/test", is_forgetful=True) as stores:
            env = {
                **stores,
                "CHROMIUM_PATH": found,
                "DJANGO_SETTINGS_MODULE": "dealerfollow.settings",
            }
            code = run_all(sys.argv[1:], prepare_files(env))
    except Refused as refused:
        leave(str(refused))
    except Stopped:
        code = 130
    say(f"{'Everything passed' if code == 0 else 'Something failed'} ({seconds():.0f} s)")
    raise SystemExit(code)


if __name__ == "__main__":
    main()
