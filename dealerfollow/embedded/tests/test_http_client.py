"""The browserless client sends a page's form as a browser would, and keeps its cookies."""

import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qsl

import pytest

from dealerfollow.embedded import browser
from dealerfollow.embedded.http_client import Client
from dealerfollow.embedded.progress import Refused

PAGE = b"""<a href="/calls/7/?from=list">Pat</a><form method="post" action="/log/">
<input type="hidden" name="group" value="3"><input type="checkbox" name="answers" value="7" checked>
<input type="checkbox" name="answers" value="8"><input type="radio" name="outcome" value="reached">
<button type="submit" name="outcome" value="no_answer">No answer</button></form>"""


class _Site(BaseHTTPRequestHandler):
    def do_GET(self) -> None:
        self.send_response(200)
        self.send_header("Set-Cookie", "session=abc; Path=/")
        self.end_headers()
        self.wfile.write(PAGE)

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers["Content-Length"])).decode()
        self.send_response(422)
        self.end_headers()
        self.wfile.write(f"{self.headers['Cookie']} {parse_qsl(body)}".encode())

    def log_message(self, *_: object) -> None:
        pass


@pytest.fixture
def address() -> Iterator[str]:
    server = ThreadingHTTPServer(("127.0.0.1", 0), _Site)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    server.server_close()


def test_a_form_is_sent_as_it_stands_with_the_answers_given(address: str) -> None:
    client = Client(address)
    page = client.get("/calls/")

    answer = client.send(page, page.forms[0], outcome="reached")

    assert page.links == ["/calls/7/?from=list"]
    assert page.forms[0].choices == {"outcome": ["reached", "no_answer"]}
    assert answer.status == 422
    sent = [("group", "3"), ("answers", "7"), ("outcome", "reached")]
    assert answer.text == f"session=abc {sent}"


def test_a_chromium_that_does_not_start_is_refused_by_name(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CHROMIUM_PATH", "/nowhere/chromium")

    with pytest.raises(Refused, match="CHROMIUM_PATH names /nowhere/chromium"):
        browser.find_chromium()
