"""Saving: eight people, each with the form of a use case of their own."""

from itertools import count

from tests.benchmarks.bench_pages import PEOPLE, YARDSTICK, rate, use_case_pages
from tests.benchmarks.browser import Form, people, reading, version_of
from tests.benchmarks.databases import copy_of
from tests.benchmarks.load import Client, load
from tests.benchmarks.rounds import interleaved, middle, ratio
from tests.benchmarks.server import portal
from tests.benchmarks.table import Row


class Editor:
    """Somebody who saves the same use case again and again, with another sentence each time."""

    def __init__(self, server, person, page):
        self.person = person
        self.path = f"{page}edit/"
        self.values = Form(person.fetch(server, self.path), "based_on").values
        self.version = version_of(self.values)
        self.client = Client(self.requests(), expected=302, answered=self.saved)

    def requests(self):
        for number in count(1):
            changed = {"based_on": str(self.version), "notes": f"Sentence {number}."}
            values = [(name, changed.get(name, text)) for name, text in self.values]
            yield self.person.post(self.path, values)

    def saved(self, answer):
        self.version += 1


def measure(options, folder):
    database = copy_of(1000, folder)
    with portal(database, *options.server) as server:
        everybody = people(database, PEOPLE)
        server.wait("/accounts/login/")
        pages = use_case_pages(everybody[0], server)[:PEOPLE]
        editors = [Editor(server, *pair) for pair in zip(everybody, pages, strict=True)]
        saving = [editor.client for editor in editors]
        results = interleaved(
            options.rounds,
            {
                "W": lambda: load(server.address, reading(everybody, YARDSTICK), options.seconds),
                "save": lambda: load(server.address, saving, options.seconds),
            },
        )
        speed = middle(results, "save", rate)
        check(server, editors)
    share = ratio(results, "save", "W", rate)
    yield Row("save ÷ W", share, 0.12, 0.23, f"{speed:.0f}/s", more_is_better=True)
    how = f"{middle(results, 'save', p95) * 1000:.0f} ÷ {middle(results, 'save', p50) * 1000:.0f} ms"
    # What else runs on the machine can only make a tail longer, so the better rounds tell.
    tail = sorted(p95(sample) / p50(sample) for sample in results["save"])[options.rounds // 4]
    yield Row("save p95 ÷ p50, 8 clients, no errors", tail, 2, 1.3, how)


def p95(sample):
    return sample.percentile(0.95)


def p50(sample):
    return sample.median


def check(server, editors):
    """Stop unless every save was kept."""
    for editor in editors:
        kept = version_of(Form(editor.person.fetch(server, editor.path), "based_on").values)
        if kept != editor.version:
            raise RuntimeError(f"{editor.path} stands at version {kept}, not {editor.version}.")
