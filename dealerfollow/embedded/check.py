"""`bin/start --check`: start on data of its own, use DealerFollow once as a person would, and stop.

A delivery with a touchpoint already due is recorded; the worker plans it; a browserless client
signs in, opens Today and logs it (contracts, "Commands").
"""

import json
import os
import re
import tempfile
from pathlib import Path
from typing import Any

from dealerfollow.embedded.folders import Folders, folders_for
from dealerfollow.embedded.http_client import Client, Form, Page
from dealerfollow.embedded.launch import bring_up_by, warm_manage
from dealerfollow.embedded.parts import WORK, address
from dealerfollow.embedded.ports import any_free, is_free
from dealerfollow.embedded.progress import Refused, say, seconds
from dealerfollow.embedded.reap import left_behind
from dealerfollow.embedded.supervisor import Supervisor
from dealerfollow.embedded.warm_manage import WarmManage

OUTSIDE = ("DATABASE_URL", "DATABASE_OWNER_URL", "REDIS_URL", "SECRET_KEY", "PUBLIC_ADDRESS")
OUTCOME = "spoke"
CARD = re.compile(r"/calls/\d+/")


def run() -> dict[str, object]:
    """Do the whole check; return `ready_s`, `planned`, `logged`, `stopped`. Raises Refused."""
    for name in OUTSIDE:
        os.environ.pop(name, None)
    with tempfile.TemporaryDirectory(prefix="df-check-") as place:
        Path(place).chmod(0o711)
        folders = folders_for(place)
        port = any_free()
        with Supervisor(folders, "bin/start --check") as supervisor:
            with warm_manage(folders, port) as manage:
                bring_up_by(manage, supervisor, port, has_demo=False, is_forgetful=True)
                report: dict[str, object] = {"ready_s": round(seconds(), 1)}
                made = record(manage)
            # Their work is done: they end while the client goes on.
            supervisor.dismiss(*WORK)
            report |= {"planned": made["planned"], "logged": int(log_as_a_person(made, port))}
        report["stopped"] = is_stopped(folders, port)
    say(f"Check: {report}")
    if (report["planned"], report["logged"], report["stopped"]) != (1, 1, True):
        raise Refused(f"The check failed: {json.dumps(report)}")
    return report


def record(manage: WarmManage) -> dict[str, Any]:
    """Record a delivery and wait until the worker has planned its due touchpoint."""
    say("Recording a delivery; the worker must plan its follow-up")
    printed = manage.run("start_check", "--json")
    return dict(json.loads(printed.splitlines()[-1]))


def log_as_a_person(made: dict[str, Any], port: int) -> bool:
    """Sign in as the seller of `made` and log the one follow-up; whether that worked."""
    say("Signing in, opening Today and logging the follow-up")
    client = Client(address(port))
    return log_due_follow_up(client, made["email"], made["password"], made["follow_up"])


def log_due_follow_up(client: Client, email: str, password: str, follow_up: int) -> bool:
    """Log one follow-up from Today as a person would; whether Today then no longer shows it."""
    page = client.get("/accounts/login/")
    page = client.send(page, form_to(page, "/accounts/login/"), login=email, password=password)
    cards = cards_on(client.get("/calls/"))
    if len(cards) != 1:
        raise Refused(f"Today shows {len(cards)} cards instead of the one recorded.")
    page = client.get(f"/calls/{follow_up}/")
    done = client.send(page, form_to(page, "/log/"), outcome=OUTCOME)
    if done.status >= 400:
        raise Refused(f"Logging {page.address} was answered by {done.status}: {done.text[:2000]}")
    return not cards_on(client.get("/calls/"))


def cards_on(page: Page) -> set[str]:
    """The addresses of the cards that the page links to."""
    return {link.split("?")[0] for link in page.links if CARD.search(link.split("?")[0])}


def form_to(page: Page, path: str) -> Form:
    """The form of the page that posts to `path`. Raises Refused when there is none."""
    for form in page.forms:
        if form.action.split("?")[0].endswith(path):
            return form
    raise Refused(f"{page.address} ({page.status}) has no form to {path}")


def is_stopped(folders: Folders, port: int) -> bool:
    """Whether nothing of this installation runs any more."""
    return not left_behind(folders) and is_free(port) and not folders.run.exists()
