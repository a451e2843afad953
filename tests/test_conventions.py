"""Conventions that keep themselves: what a reviewer would otherwise have to say again."""

import re
import subprocess
from pathlib import Path

import pytest
from django.core.management import call_command

ROOT = Path(__file__).resolve().parent.parent
APPS = ("dealerfollow", "customers", "deliveries", "followups", "accountability", "tests")
CODE = [
    path
    for app in APPS
    for path in (ROOT / app).rglob("*.py")
    if "migrations" not in path.parts and "node_modules" not in path.parts
]
TEMPLATES = sorted((ROOT / "templates").rglob("*.html"))
BANNED_NAMES = {"utils", "helpers", "common", "misc", "base"}


def name(path: Path) -> str:
    return str(path.relative_to(ROOT))


@pytest.mark.parametrize("path", CODE, ids=name)
def test_a_room_stays_small(path):
    limit = 500 if "tests" in path.parts else 400
    assert len(path.read_text().splitlines()) <= limit


def test_no_module_is_a_drawer_for_everything():
    assert [name(p) for p in CODE if p.stem in BANNED_NAMES] == []


@pytest.mark.django_db
def test_no_migration_is_pending():
    call_command("makemigrations", check=True, dry_run=True, verbosity=0)


def test_the_group_is_never_set_for_a_whole_session():
    session_set = re.compile(
        r"""["']\s*SET\s+(SESSION\s+)?app\.|set_config\([^)]*,\s*false\)""", re.I
    )
    found = [name(p) for p in CODE if p != Path(__file__) and session_set.search(p.read_text())]
    assert found == []


@pytest.mark.parametrize("path", TEMPLATES, ids=name)
def test_a_template_has_no_inline_script_or_style(path):
    text = path.read_text()
    assert re.findall(r"""\sstyle=["']|<style|\son[a-z]+=["']|<script(?![^>]*\ssrc=)""", text) == []


def test_every_environment_variable_stands_in_the_example():
    settings = (ROOT / "dealerfollow" / "settings.py").read_text()
    read = set(re.findall(r"""env\.\w+\(\s*["']([A-Z_]+)["']""", settings))
    example = (ROOT / ".env.example").read_text()
    assert {v for v in read if not re.search(rf"^#?\s?{v}=", example, re.M)} == set()


def test_every_path_that_the_readme_names_exists():
    readme = (ROOT / "README.md").read_text()
    paths = re.findall(r"`((?:[a-z_]+/)+[a-z_0-9.-]+/?|bin/[a-z]+)`", readme)
    built = ("var/", "static_built/", "node_modules/")
    missing = [p for p in paths if not (ROOT / p).exists() and not p.startswith(built)]
    assert paths and missing == []


def test_nothing_names_a_machine_or_a_registry():
    tracked = subprocess.run(
        ["git", "ls-files"], cwd=ROOT, capture_output=True, text=True, check=True
    ).stdout.split()
    pattern = re.compile(
        r"/(work|root|tmp/bash_jobs)/|registry\.npmjs|pypi\.org|files\.pythonhosted"
    )
    found = []
    for path in tracked:
        try:
            text = (ROOT / path).read_text()
        except (UnicodeDecodeError, FileNotFoundError):
            continue
        if path != name(Path(__file__)) and pattern.search(text):
            found.append(path)
    assert found == []


def test_actions_take_their_clock_from_the_edge():
    clock = re.compile(r"timezone\.now\(|datetime\.now\(|date\.today\(|time\.time\(")
    kinds = ("actions", "queries", "rules")
    found = [
        name(p)
        for p in CODE
        if "tests" not in p.parts and set(kinds) & set(p.parts) and clock.search(p.read_text())
    ]
    assert found == []
