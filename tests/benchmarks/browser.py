"""Requests of signed-in people."""

import re
from dataclasses import dataclass
from html.parser import HTMLParser
from itertools import repeat
from urllib.parse import urlencode

from tests.benchmarks import databases
from tests.benchmarks.load import Client, first_byte

CSRF = "c" * 32


@dataclass(frozen=True)
class Person:
    """Somebody who is signed in at a server."""

    session: str

    def get(self, path):
        return f"GET {path} HTTP/1.1\r\n{self.head()}\r\n".encode()

    def post(self, path, values):
        body = urlencode(values).encode()
        kind = "Content-Type: application/x-www-form-urlencoded"
        head = f"POST {path} HTTP/1.1\r\n{self.head()}{kind}\r\nContent-Length: {len(body)}\r\n\r\n"
        return head.encode() + body

    def head(self):
        return f"Host: 127.0.0.1\r\nCookie: sessionid={self.session}; csrftoken={CSRF}\r\n"

    def fetch(self, server, path):
        """Return the body of a page."""
        request = self.get(path).replace(b"\r\nHost", b"\r\nConnection: close\r\nHost", 1)
        _, answer = first_byte(server.address, request)
        if answer[9:12] != b"200":
            raise RuntimeError(f"{path} answers {answer[:300]!r}")
        return answer.partition(b"\r\n\r\n")[2].decode(errors="replace")


def people(database, count):
    """Sign in that many people."""
    keys = databases.run("-m", "tests.benchmarks.sign_in", str(count), database=database, capture_output=True)
    return [Person(key) for key in keys.stdout.decode().split()]


def reading(everybody, path):
    """Return clients that ask for this page again and again."""
    return [Client(repeat(person.get(path))) for person in everybody]


class Form(HTMLParser):
    """The values that a browser would send for the form with a field of this name."""

    def __init__(self, page, field):
        super().__init__()
        self.forms = []
        self.select = self.textarea = None
        self.templates = 0
        self.feed(page)
        self.values = next(form for form in self.forms if any(name == field for name, _ in form))

    def handle_starttag(self, tag, attributes):
        attributes = dict(attributes)
        if tag == "template":
            self.templates += 1
        elif tag == "form":
            self.forms.append([])
        elif tag == "option" and "selected" in attributes:
            self.add(self.select, attributes.get("value", ""))
        elif tag == "input" and sends(attributes):
            self.add(attributes.get("name"), attributes.get("value", "on" if "checked" in attributes else ""))
        elif tag == "select":
            self.select = attributes.get("name")
        elif tag == "textarea":
            self.textarea = (attributes.get("name"), "")

    def handle_data(self, data):
        if self.textarea:
            name, text = self.textarea
            self.textarea = (name, text + data)

    def handle_endtag(self, tag):
        if tag == "template":
            self.templates -= 1
        elif tag == "textarea":
            name, text = self.textarea
            self.add(name, text.removeprefix("\n"))
            self.textarea = None

    def add(self, name, value):
        if name and self.forms and not self.templates:
            self.forms[-1].append((name, value))


def sends(attributes):
    kind = attributes.get("type", "text")
    if kind in ("checkbox", "radio"):
        return "checked" in attributes
    return kind not in ("submit", "button", "image", "reset", "file")


def version_of(values):
    return int(re.sub(r"\D", "", dict(values)["based_on"]))
