"""How the list holds up in a large specification: beside a small one, and on its last page."""

from tests.benchmarks.bench_pages import LIST, PEOPLE, rate, read
from tests.benchmarks.browser import people
from tests.benchmarks.databases import copy_of
from tests.benchmarks.rounds import interleaved, ratio
from tests.benchmarks.server import portal
from tests.benchmarks.table import Row


def measure(options, folder):
    small, large = copy_of(22, folder), copy_of(10000, folder)
    with portal(small, *options.server) as few, portal(large, *options.server) as many:
        few.wait("/accounts/login/")
        many.wait("/accounts/login/")
        readers, others = people(small, PEOPLE), people(large, PEOPLE)
        measures = {
            "22": lambda: read(few, readers, [LIST] * PEOPLE, options.seconds / 2),
            "10,000": lambda: read(many, others, [LIST] * PEOPLE, options.seconds / 2),
            "last page": lambda: read(many, others, [f"{LIST}?page=400"] * PEOPLE, options.seconds / 2),
        }
        results = interleaved(options.rounds, measures)
    grown, last = ratio(results, "10,000", "22", rate), ratio(results, "last page", "10,000", rate)
    yield Row("list of 25 in 10,000 ÷ list of 22", grown, how="requests/s", more_is_better=True)
    yield Row("last page of 400 ÷ first", last, how="requests/s", more_is_better=True)
