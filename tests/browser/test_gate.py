"""The gate before the live server: what a closed browser had asked for is answered before it shuts."""

from concurrent.futures import ThreadPoolExecutor
from threading import Event

import pytest

from tests.browser.gate import Gate


@pytest.fixture
def gate():
    """No live server is needed here."""


@pytest.fixture(autouse=True)
def only_requests_of_this_test(gate):
    """Nor a database."""


def answer(application):
    """Take an answer as a server does; return its status and its text."""
    said = []
    parts = application({}, lambda status, headers: said.append(status))
    text = b"".join(parts)
    if hasattr(parts, "close"):
        parts.close()
    return said[0], text


class Slow:
    """An answer that is still being written when the gate closes."""

    def __init__(self):
        self.asked, self.go_on, self.closed = Event(), Event(), False

    def __call__(self, environ, start_response):
        start_response("200 OK", [])
        return self

    def __iter__(self):
        self.asked.set()
        self.go_on.wait(10)
        yield b"at last"

    def close(self):
        self.closed = True


def test_it_closes_when_the_last_answer_is_given_and_lets_nothing_in_until_it_is_opened():
    slow = Slow()
    gate = Gate(slow)
    with ThreadPoolExecutor() as pool:
        answered = pool.submit(answer, gate)
        slow.asked.wait(10)
        with pytest.raises(TimeoutError, match="1 requests are still being answered"):
            gate.close(patience=0.01)
        assert answer(gate) == ("503 Service Unavailable", b"")
        slow.go_on.set()
        gate.close()

        assert slow.closed
        assert answered.result() == ("200 OK", b"at last")
    gate.open()
    assert answer(gate) == ("200 OK", b"at last")


def test_a_request_that_fails_is_over():
    def fails(environ, start_response):
        raise RuntimeError("No answer")

    gate = Gate(fails)

    with pytest.raises(RuntimeError, match="No answer"):
        gate({}, None)
    gate.close(patience=0.01)
