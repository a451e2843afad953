"""`python -m dealerfollow.embedded`: the stores alone, until Ctrl-C; prints their URLs."""

import argparse
import os

from dealerfollow.embedded.folders import folders_for
from dealerfollow.embedded.lock import Holder, Taken
from dealerfollow.embedded.progress import Refused, leave, say
from dealerfollow.embedded.stores_up import start_stores
from dealerfollow.embedded.supervisor import Stopped, Supervisor


def main() -> None:
    """Bring up the stores, print their URLs as shell exports, and watch them until Ctrl-C."""
    parser = argparse.ArgumentParser(prog="python -m dealerfollow.embedded", description=__doc__)
    parser.add_argument("--data", help="the data folder (default: DEALERFOLLOW_DATA, else var/)")
    parser.add_argument("--forgetful", action="store_true", help="fast, and a crash loses data")
    options = parser.parse_args()
    folders = folders_for(options.data)
    what = "python -m dealerfollow.embedded"
    try:
        with Supervisor(folders, what) as supervisor:
            env = start_stores(folders, supervisor.parts, is_forgetful=options.forgetful)
            supervisor.lock.tell(Holder(what, os.getpid(), env=env))
            for name, value in env.items():
                print(f"export {name}='{value}'", flush=True)
            say("PostgreSQL and Valkey are up. Ctrl-C stops them")
            supervisor.watch()
    except Stopped:
        say("Stopped")
    except Taken as taken:
        leave(f"Another process holds {folders.data}: {taken.holder}")
    except Refused as refused:
        leave(str(refused))


if __name__ == "__main__":
    main()
