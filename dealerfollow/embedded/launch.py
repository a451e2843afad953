"""From nothing to ready: stores, front-end files, tables, demo, then web, worker and beat."""

import os
import time
import urllib.error
import urllib.request

from dealerfollow.embedded.folders import Folders
from dealerfollow.embedded.lock import Holder
from dealerfollow.embedded.parts import address, running_parts
from dealerfollow.embedded.progress import Refused, say
from dealerfollow.embedded.setup import prepare_data, prepare_files
from dealerfollow.embedded.stores_up import environment, start_stores
from dealerfollow.embedded.supervisor import Supervisor
from dealerfollow.embedded.warm_manage import WarmManage

READY_SECONDS = 90.0
MOST_DEATHS = 3


def bring_up(
    supervisor: Supervisor, port: int, *, has_demo: bool, is_forgetful: bool = False
) -> None:
    """Take every step from nothing to ready."""
    with warm_manage(supervisor.folders, port) as manage:
        bring_up_by(manage, supervisor, port, has_demo=has_demo, is_forgetful=is_forgetful)


def warm_manage(folders: Folders, port: int) -> WarmManage:
    """A manage.py for what is about to be brought up; it loads while the stores start."""
    return WarmManage(folders, {**environment(folders), **public_address(port)})


def public_address(port: int) -> dict[str, str]:
    """Where people find us: what the environment says, else this machine."""
    return {"PUBLIC_ADDRESS": os.environ.get("PUBLIC_ADDRESS") or address(port)}


def bring_up_by(
    manage: WarmManage,
    supervisor: Supervisor,
    port: int,
    *,
    has_demo: bool,
    is_forgetful: bool = False,
) -> None:
    """Take every step from nothing to ready, with a `manage` that the caller goes on using."""
    folders = supervisor.folders
    say(f"Starting PostgreSQL and Valkey; their data is in {folders.data}")
    env = start_stores(folders, supervisor.parts, is_forgetful=is_forgetful)
    env |= public_address(port)
    supervisor.lock.tell(Holder(supervisor.what, os.getpid(), address(port), env))
    env = prepare_files(env)
    prepare_data(folders, manage, env, has_demo=has_demo)
    if folders.demo.exists():
        env["DEMO"] = "1"
    say("Starting the web server, the worker and beat")
    for part in running_parts(folders, env, port):
        supervisor.start(part)
    await_ready(supervisor, port)
    say("Ready")


def await_ready(supervisor: Supervisor, port: int) -> None:
    """Wait until /readyz answers 200. Raises Refused with what it said last and where logs are."""
    until = time.monotonic() + READY_SECONDS
    answer = "nothing"

    def is_ready() -> bool:
        nonlocal answer
        try:
            with urllib.request.urlopen(f"{address(port)}/readyz", timeout=5) as response:
                return bool(response.status == 200)
        except urllib.error.HTTPError as error:
            answer = f"{error.code} {error.read(2000).decode(errors='replace')}"
        except OSError as error:
            answer = str(error)
        refuse_hopeless(supervisor)
        return time.monotonic() > until

    supervisor.watch(is_ready)
    if time.monotonic() > until:
        raise Refused(
            f"DealerFollow was not ready after {READY_SECONDS:g} s. {address(port)}/readyz said: "
            f"{answer}\nThe logs are in {supervisor.folders.logs}"
        )


def refuse_hopeless(supervisor: Supervisor) -> None:
    """Raises Refused, with its last words, when a part that was just started keeps dying."""
    for part in supervisor.parts:
        if supervisor.deaths[part.name] >= MOST_DEATHS:
            raise Refused(f"The {part.name} does not stay up. Its last words:\n{part.last_words()}")
