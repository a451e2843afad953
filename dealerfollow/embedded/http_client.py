"""A browserless client: keeps cookies, follows redirects, and posts the forms that a page shows."""

import urllib.error
import urllib.parse
import urllib.request
from dataclasses import dataclass, field
from html.parser import HTMLParser
from http.cookiejar import CookieJar


@dataclass
class Form:
    """A form of a page: its address, and the values with which it would be sent as it stands."""

    action: str
    values: list[tuple[str, str]] = field(default_factory=list)
    choices: dict[str, list[str]] = field(default_factory=dict)


@dataclass
class Page:
    """An answer: its status, its address after redirects, its text, forms and links."""

    status: int
    address: str
    text: str
    forms: list[Form] = field(default_factory=list)
    links: list[str] = field(default_factory=list)


class _Reader(HTMLParser):
    def __init__(self, page: Page) -> None:
        super().__init__()
        self.page = page
        self.form: Form | None = None

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        found = {name: value or "" for name, value in attrs}
        if tag == "a" and "href" in found:
            self.page.links.append(found["href"])
        elif tag == "form":
            self.form = Form(found.get("action") or self.page.address)
            self.page.forms.append(self.form)
        elif self.form is not None and found.get("name") and tag in {"input", "button"}:
            self._read_field(self.form, found)

    def _read_field(self, form: Form, found: dict[str, str]) -> None:
        name, value, kind = found["name"], found.get("value", ""), found.get("type", "text")
        if kind in {"radio", "submit"}:
            form.choices.setdefault(name, []).append(value)
        if kind in {"radio", "checkbox"} and "checked" not in found:
            return
        if kind != "submit":
            form.values.append((name, value or "on" if kind == "checkbox" else value))

    def handle_endtag(self, tag: str) -> None:
        if tag == "form":
            self.form = None


class Client:
    """One person's session with a running DealerFollow."""

    def __init__(self, address: str) -> None:
        self.address = address
        self.opener = urllib.request.build_opener(
            urllib.request.HTTPCookieProcessor(CookieJar()),
        )

    def get(self, path: str) -> Page:
        """Fetch a page. A status of 400 or more is an answer, not an exception."""
        return self._open(urllib.request.Request(urllib.parse.urljoin(self.address, path)))

    def send(self, page: Page, form: Form, **answers: str) -> Page:
        """Post a form of `page` as it stands, with `answers` in place of its own values."""
        values = [pair for pair in form.values if pair[0] not in answers]
        body = urllib.parse.urlencode([*values, *answers.items()]).encode()
        target = urllib.parse.urljoin(page.address, form.action)
        return self._open(urllib.request.Request(target, body, {"Referer": page.address}))

    def _open(self, request: urllib.request.Request) -> Page:
        try:
            response = self.opener.open(request, timeout=30)
        except urllib.error.HTTPError as error:
            response = error
        with response:
            text = response.read().decode(errors="replace")
            page = Page(response.status, response.url, text)
        _Reader(page).feed(text)
        return page
