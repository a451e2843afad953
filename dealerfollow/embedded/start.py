"""`bin/start`: set up whatever is missing, run web, worker and beat, and stop them cleanly."""

import argparse
import json

from dealerfollow.embedded import check
from dealerfollow.embedded.folders import Folders, RunFolderRefused, folders_for
from dealerfollow.embedded.launch import bring_up
from dealerfollow.embedded.lock import Holder, Taken
from dealerfollow.embedded.parts import address
from dealerfollow.embedded.ports import is_free, next_free
from dealerfollow.embedded.progress import Refused, say, seconds
from dealerfollow.embedded.supervisor import Stopped, Supervisor

WHAT = "bin/start"


def read_options(words: list[str] | None = None) -> argparse.Namespace:
    """The options of the command line; ends with code 2 on wrong ones."""
    parser = argparse.ArgumentParser(prog=WHAT, description="Runs DealerFollow on this machine.")
    parser.add_argument("--port", type=_port, default=8000, help="of the web server (8000)")
    parser.add_argument("--no-demo", action="store_true", help="leave an empty database empty")
    parser.add_argument("--check", action="store_true", help="start, use it once, stop, and report")
    parser.add_argument("--json", action="store_true", help="the last line of output is JSON")
    return parser.parse_args(words)


def _port(word: str) -> int:
    number = int(word)
    if not 1 <= number <= 65535:
        raise argparse.ArgumentTypeError("a port is a number from 1 to 65535")
    return number


def run(folders: Folders, options: argparse.Namespace) -> dict[str, object]:
    """Run until somebody stops it; return what there is to report. Raises Refused, Taken."""
    report: dict[str, object] = {}
    try:
        with Supervisor(folders, WHAT) as supervisor:
            # Only now: the lock's taking has freed a port that a killed run left busy.
            refuse_busy_port(options.port)
            bring_up(supervisor, options.port, has_demo=not options.no_demo)
            report |= {"address": address(options.port), "ready_s": round(seconds(), 1)}
            greet(folders, options.port)
            supervisor.watch()
    except Stopped:
        pass
    say("Stopped")
    return {**report, "stopped": True}


def refuse_busy_port(port: int) -> None:
    """Raises Refused, naming a free port, when another program listens on this one."""
    if not is_free(port):
        raise Refused(
            f"Port {port} is used by another program. Try: bin/start --port {next_free(port)}"
        )


def greet(folders: Folders, port: int) -> None:
    """Print the address and, for a demo, who can sign in."""
    print(f"\nDealerFollow runs at {address(port)}", flush=True)
    if folders.demo.exists():
        print(folders.demo.read_text().strip(), flush=True)
    print("Ctrl-C stops it.\n", flush=True)


def already_running(folders: Folders, holder: Holder | None) -> str:
    """What to tell somebody who starts a second time on the same data."""
    what = holder.what if holder else "another command"
    pid = f" (process {holder.pid})" if holder else ""
    if holder is not None and holder.address:
        return (
            f"DealerFollow already runs on {folders.data} at {holder.address}{pid}.\n"
            f"Open that address, or stop it first: Ctrl-C where it runs, or kill {holder.pid}.\n"
            f"For a second one beside it: DEALERFOLLOW_DATA=var/second bin/start --port "
            f"{next_free(8000)}"
        )
    return f"{what}{pid} is using {folders.data}. Wait until it ends, or stop it, and try again."


def main() -> None:
    """Run, check or refuse, as the command line says; ends with 1 when refused."""
    options = read_options()
    folders = folders_for() if not options.check else None
    code, report, problem = 0, {}, ""
    try:
        report = run(folders, options) if folders else check.run()
    except Taken as taken:
        code, problem = 1, already_running(folders, taken.holder) if folders else str(taken)
    except (Refused, RunFolderRefused) as refused:
        code, problem = 1, str(refused)
    except Stopped:
        code, problem = 130, "Stopped before the check was done"
    if problem:
        say(problem)
    if options.json:
        print(json.dumps({**report, **({"error": problem} if problem else {})}), flush=True)
    if code:
        raise SystemExit(code)


if __name__ == "__main__":
    main()
