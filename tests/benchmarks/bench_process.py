"""The server as a process: how soon it answers, and how much memory it holds, beside a fresh project."""

from tests.benchmarks.bench_pages import LIST, use_case_pages
from tests.benchmarks.browser import people
from tests.benchmarks.databases import copy_of
from tests.benchmarks.fresh import PAGES, FreshProject
from tests.benchmarks.paths import SPECIFICATION
from tests.benchmarks.rounds import interleaved, middle, ratio
from tests.benchmarks.server import portal
from tests.benchmarks.table import Row

WHOLE = f"/specs/{SPECIFICATION}"
VISITS = 8


def measure(options, folder):
    fresh = FreshProject(folder)
    database = copy_of(1000, folder)
    results = interleaved(
        options.rounds,
        {
            "fresh": lambda: start(fresh.server(*options.server), "/admin/login/"),
            "portal": lambda: start(portal(database, *options.server), "/accounts/login/"),
        },
    )
    own, base = portal_memory(options, database), fresh_memory(options, fresh)
    how = f"{own:.0f} ÷ {base:.0f} MiB"
    yield Row("memory of a worker after all pages ÷ fresh Django", own / base, 1.5, 1.25, how)
    how = f"{middle(results, 'portal'):.2f} ÷ {middle(results, 'fresh'):.2f} s"
    yield Row("start to first answer ÷ fresh Django", ratio(results, "portal", "fresh"), 1.5, 1.2, how)


def start(server, path):
    with server:
        return server.wait(path)


def fresh_memory(options, fresh):
    administrator = fresh.administrator()
    with fresh.server(*options.server) as server:
        server.wait("/admin/login/")
        return after_all(server, administrator, PAGES)


def portal_memory(options, database):
    [administrator] = people(database, 1)
    with portal(database, *options.server) as server:
        server.wait("/accounts/login/")
        return after_all(server, administrator, portal_pages(administrator, server))


def portal_pages(person, server):
    """Return an address of every kind of page."""
    page = use_case_pages(person, server)[0]
    document = page.rstrip("/")
    return [
        "/accounts/password/change/",
        "/personas/",
        "/specs/",
        f"{WHOLE}/",
        f"{WHOLE}.json",
        f"{WHOLE}.md",
        f"{WHOLE}.zip",
        LIST,
        f"{LIST}?q=ba",
        page,
        f"{page}edit/",
        f"{page}history/",
        f"{document}.md",
        f"{document}.json",
        f"{document}.svg",
        *PAGES,
        "/admin/usecases/usecase/",
        "/admin/personas/persona/",
    ]


def after_all(server, person, paths):
    """Ask for all pages, one after the other, until each worker has given each; return a worker's memory."""
    for path in paths * VISITS:
        person.fetch(server, path)
    return server.worker_memory()
