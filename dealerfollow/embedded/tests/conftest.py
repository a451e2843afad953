"""Real installations in temporary folders, each with its own data and sockets."""

import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from dealerfollow.embedded.folders import Folders, folders_for

OUTSIDE = ("DATABASE_URL", "DATABASE_OWNER_URL", "REDIS_URL", "SECRET_KEY", "DEALERFOLLOW_DATA")


@pytest.fixture
def folders(monkeypatch: pytest.MonkeyPatch) -> Iterator[Folders]:
    """The folders of an installation that does not exist yet. Not pytest's own temporary folder:
    another run of pytest would close it while PostgreSQL runs in it as a system user."""
    for name in OUTSIDE:
        monkeypatch.delenv(name, raising=False)
    place = Path(tempfile.mkdtemp(prefix="df-test-"))
    place.chmod(0o711)
    folders = folders_for(place)
    yield folders
    shutil.rmtree(place, ignore_errors=True)
    shutil.rmtree(folders.run, ignore_errors=True)
