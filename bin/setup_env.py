"""Makes .venv and installs the pinned requirements when they are missing or have changed.

Uses only the standard library, since it runs before anything is installed.
"""

import fcntl
import hashlib
import importlib.util
import json
import os
import shutil
import subprocess
import sys
import time
import venv
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
VENV = ROOT / ".venv"
PYTHON = VENV / "bin" / "python"
STAMP = VENV / "installed.json"
RUN = ("requirements.txt", "requirements/trial.txt")
TESTS = (*RUN, "requirements/dev.txt")

began = time.monotonic() - max(
    time.time() - float(os.environ.get("DEALERFOLLOW_BEGAN_AT") or time.time()), 0.0
)


def say(line: str) -> None:
    """Print one line of progress."""
    print(f"[{time.monotonic() - began:5.1f} s] {line}", file=sys.stderr, flush=True)


def fingerprints(names: tuple[str, ...]) -> dict[str, str]:
    """The SHA-256 of each requirements file, by its name."""
    return {name: hashlib.sha256((ROOT / name).read_bytes()).hexdigest() for name in names}


def installed() -> dict[str, str]:
    """The fingerprints of what .venv holds; empty when it is missing or broken."""
    try:
        stamp = json.loads(STAMP.read_text())
        return dict(stamp) if PYTHON.exists() else {}
    except (OSError, ValueError):
        return {}


def is_current(wanted: dict[str, str]) -> bool:
    """Whether .venv holds all of `wanted`."""
    return wanted.items() <= installed().items()


def has_pip(python: str) -> bool:
    """Whether this Python can run pip."""
    command = [python, "-m", "pip", "--version"]
    return subprocess.run(command, capture_output=True, check=False).returncode == 0


def make_environment() -> None:
    """Make .venv unless a working one is there.

    Debian's python3 comes without ensurepip: then .venv has no pip, and ours installs into it.
    """
    if PYTHON.exists() and works(PYTHON):
        return
    say("Making .venv")
    with_pip = importlib.util.find_spec("ensurepip") is not None
    if not with_pip and not has_pip(base_python()):
        get_venv_package()
        with_pip = True
    if VENV.exists():
        shutil.rmtree(VENV)
    if with_pip:
        # A new process: ensurepip may just have been installed.
        subprocess.run([base_python(), "-m", "venv", str(VENV)], check=True)
    else:
        venv.create(VENV, symlinks=True, with_pip=False)


def works(python: Path) -> bool:
    """Whether this Python starts: its link may point to one that was removed."""
    return subprocess.run([str(python), "-c", ""], capture_output=True, check=False).returncode == 0


def base_python() -> str:
    """The Python that .venv is made from."""
    return str(getattr(sys, "_base_executable", None) or sys.executable)


def get_venv_package() -> None:
    """Install Debian's python3-venv as root; else end with the words that say what to run."""
    if os.getuid() == 0 and shutil.which("apt-get"):
        say("This Python has neither pip nor ensurepip: apt-get install python3-venv")
        quiet = {"stdout": subprocess.DEVNULL, "check": False}
        subprocess.run(["apt-get", "update", "-qq"], **quiet)  # type: ignore[call-overload]
        command = ["apt-get", "install", "-y", "-qq", "python3-venv"]
        done = subprocess.run(command, **quiet)  # type: ignore[call-overload]
        if done.returncode == 0:
            return
    sys.exit(
        "This Python has neither pip nor ensurepip. Run: sudo apt-get install python3-venv\n"
        "and then this command again."
    )


def pip() -> list[str]:
    """The command that installs into .venv."""
    if has_pip(str(PYTHON)):
        return [str(PYTHON), "-m", "pip"]
    return [base_python(), "-m", "pip", "--python", str(PYTHON)]


def install(names: tuple[str, ...]) -> None:
    """Install the pinned, hashed requirements of these files."""
    count = sum(
        line[:1].isalnum() for name in names for line in (ROOT / name).read_text().splitlines()
    )
    say(f"Installing {count} packages from {', '.join(names)} (a minute or two the first time)")
    files = [word for name in names for word in ("-r", str(ROOT / name))]
    flags = ["--require-hashes", "--quiet", "--no-input", "--disable-pip-version-check"]
    command = [*pip(), "install", *flags, *files]
    done = subprocess.run(
        command, check=False, env={**os.environ, "PIP_ROOT_USER_ACTION": "ignore"}
    )
    if done.returncode != 0:
        sys.exit("The packages could not be installed: pip says why above. Then run this again.")


def main() -> None:
    """Make .venv complete for running, or with --tests for tests too."""
    names = TESTS if "--tests" in sys.argv else RUN
    wanted = fingerprints(names)
    if is_current(wanted):
        return
    (ROOT / "var").mkdir(exist_ok=True)
    with (ROOT / "var" / "setup.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if is_current(wanted):
            return
        make_environment()
        install(names)
        STAMP.write_text(json.dumps({**installed(), **wanted}, indent=1))
        say("The Python environment is ready")


if __name__ == "__main__":
    main()
