"""A light load generator: one thread, many clients, kept-alive connections where the server keeps them."""

import selectors
import socket
import statistics
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field


@dataclass
class Client:
    """Somebody at a browser: what they send next, and whether the answer is what they expect."""

    requests: Iterator[bytes]
    expected: int = 200
    answered: Callable[[bytes], None] = lambda answer: None


@dataclass
class Sample:
    """What a round gave: seconds of each answer, and how long the round was."""

    seconds: float = 0.0
    latencies: list[float] = field(default_factory=list)
    errors: list[bytes] = field(default_factory=list)

    @property
    def rate(self):
        return len(self.latencies) / self.seconds

    def percentile(self, share):
        return sorted(self.latencies)[int(len(self.latencies) * share)]

    @property
    def median(self):
        return statistics.median(self.latencies)


class Conversation:
    """A client's connection: one request after the other."""

    def __init__(self, address, client):
        self.address = address
        self.client = client
        self.socket = None

    def send(self, selector):
        self.started = time.perf_counter()
        self.answer = bytearray()
        self.end = None
        request = next(self.client.requests)
        if self.socket is None:
            self.socket = socket.create_connection(self.address, timeout=30)
            self.socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
            selector.register(self.socket, selectors.EVENT_READ, self)
        self.socket.sendall(request)

    def receive(self, selector):
        """Read what is there; return whether the answer is complete."""
        piece = self.socket.recv(262144)
        self.answer += piece
        if not piece:
            self.close(selector)
            return True
        complete = self.is_complete()
        if complete and b"\r\nconnection: close" in bytes(self.answer[: self.head]).lower():
            self.close(selector)
        return complete

    def is_complete(self):
        if self.end is None:
            self.head = self.answer.find(b"\r\n\r\n")
            if self.head < 0:
                return False
            self.end = self.expected_end()
        return self.answer.endswith(b"0\r\n\r\n") if self.end < 0 else len(self.answer) >= self.end

    def expected_end(self):
        """Return the length of the whole answer; -1: it comes in chunks."""
        head = bytes(self.answer[: self.head]).lower()
        place = head.find(b"\r\ncontent-length:")
        if place < 0:
            return -1 if b"chunked" in head else 1 << 60
        return self.head + 4 + int(head[place + 17 :].split(b"\r\n", 1)[0])

    def close(self, selector):
        if self.socket is not None:
            selector.unregister(self.socket)
            self.socket.close()
            self.socket = None

    def record(self, sample):
        sample.latencies.append(time.perf_counter() - self.started)
        if self.answer[9:12] != b"%d" % self.client.expected:
            sample.errors.append(bytes(self.answer[:2000]))
        self.client.answered(self.answer)


def load(address, clients, seconds):
    """Let the clients send for that many seconds, each as soon as it has its answer."""
    selector = selectors.DefaultSelector()
    sample = Sample()
    talks = [Conversation(address, client) for client in clients]
    began = time.perf_counter()
    for talk in talks:
        talk.send(selector)
    busy = len(talks)
    while busy:
        for key, _ in selector.select():
            talk = key.data
            if not talk.receive(selector):
                continue
            talk.record(sample)
            if time.perf_counter() - began < seconds:
                talk.send(selector)
            else:
                busy -= 1
                talk.close(selector)
    sample.seconds = time.perf_counter() - began
    selector.close()
    return sample


def first_byte(address, request):
    """Return the seconds to the first byte of an answer, and the whole answer."""
    with socket.create_connection(address, timeout=60) as connection:
        began = time.perf_counter()
        connection.sendall(request)
        answer = [connection.recv(65536)]
        seconds = time.perf_counter() - began
        while piece := connection.recv(65536):
            answer.append(piece)
    return seconds, b"".join(answer)
