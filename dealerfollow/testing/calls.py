"""Working a call list in tests: the clock stands still, and the log form is sent as shown."""

import re
from dataclasses import dataclass
from datetime import datetime
from html.parser import HTMLParser
from typing import Any

import pytest
from django.http import HttpResponse
from django.test import Client
from django.utils import timezone


class _Fields(HTMLParser):
    """Names and values of one form as the browser would send it untouched."""

    def __init__(self, action: str) -> None:
        super().__init__()
        self.action, self.is_inside, self.is_found = action, False, False
        self.values: dict[str, list[str]] = {}

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        found = dict(attrs)
        if tag == "form":
            self.is_inside = found.get("action") == self.action
            self.is_found = self.is_found or self.is_inside
        if not self.is_inside or tag != "input" or not found.get("name"):
            return
        is_choice = found.get("type") in ("radio", "checkbox")
        if not is_choice or "checked" in found:
            self.values.setdefault(str(found["name"]), []).append(found.get("value") or "")

    def handle_endtag(self, tag: str) -> None:
        if tag == "form":
            self.is_inside = False


def form_of(response: HttpResponse, action: str) -> dict[str, list[str]]:
    """The values of the form that posts to `action`; raises AssertionError when it is not there."""
    fields = _Fields(action)
    fields.feed(response.content.decode())
    assert fields.is_found, f"no form to {action} in {response.status_code}"
    return fields.values


@dataclass
class Caller:
    """A signed-in person who works the list."""

    client: Client

    def open(self, follow_up: Any) -> Any:
        """The card."""
        return self.client.get(f"/calls/{follow_up.pk}/")

    def form(self, follow_up: Any) -> dict[str, list[str]]:
        """The log form of the card as shown."""
        return form_of(self.open(follow_up), f"/calls/{follow_up.pk}/log/")

    def log(self, follow_up: Any, **answers: Any) -> Any:
        """Opens the card, fills in the log and saves it."""
        return self.send(follow_up, {**self.form(follow_up), **answers})

    def send(self, follow_up: Any, values: dict[str, Any], **headers: Any) -> Any:
        """Saves a log with these values."""
        return self.client.post(f"/calls/{follow_up.pk}/log/", values, **headers)

    def undo_last(self, response: HttpResponse) -> Any:
        """Presses Undo in the news that a saved log leads to."""
        found = re.search(r"/calls/attempts/\d+/undo/", response.content.decode())
        assert found, "no Undo on the page"
        return self.client.post(found[0])


def stand_at(now: datetime, monkeypatch: pytest.MonkeyPatch) -> None:
    """Stops the clock that edges read."""
    monkeypatch.setattr(timezone, "now", lambda: now)


def calls_at(now: datetime, client: Client, monkeypatch: pytest.MonkeyPatch) -> Caller:
    """A caller at `now`."""
    stand_at(now, monkeypatch)
    return Caller(client)
