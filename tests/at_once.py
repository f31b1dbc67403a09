"""People who act at the same moment: a thread and a connection for each."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

from django.db import connection
from django.test import Client

from archportal.revisions import Conflict
from archportal.spec import SpecError
from personas.specs import InUse
from tests.factories import make_user

WAIT = 60
"""Seconds after which a test gives up on another thread; none comes near it."""


def at_once(*actions):
    """Do each in a thread and on a connection of its own; return what each returned or raised."""
    barrier = Barrier(len(actions))

    def act(action):
        try:
            # Connected already, so that all of them reach the database at the same moment.
            connection.ensure_connection()
            barrier.wait(WAIT)
            return action()
        except (Conflict, InUse, SpecError) as refusal:
            return refusal
        finally:
            connection.close()

    with ThreadPoolExecutor(len(actions)) as threads:
        return list(threads.map(act, actions, timeout=WAIT))


def browsers(count):
    clients = [Client() for _ in range(count)]
    for number, client in enumerate(clients):
        client.force_login(make_user("Editor", f"editor{number}"))
    return clients
