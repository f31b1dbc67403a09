"""Writers on SQLite wait in a queue instead of asking again and again."""

import threading

import pytest
from django.contrib.auth.models import Group
from django.db import DatabaseError, connection, transaction

pytestmark = [
    pytest.mark.django_db(transaction=True),
    pytest.mark.skipif(connection.vendor != "sqlite", reason="PostgreSQL locks rows, and needs no queue."),
]


class Writer(threading.Thread):
    """Adds a group in a transaction of its own."""

    def __init__(self, name):
        super().__init__()
        self.group = name

    def run(self):
        with transaction.atomic():
            Group.objects.create(name=self.group)
        connection.close()


def names():
    return set(Group.objects.filter(name__in=["first", "second"]).values_list("name", flat=True))


@transaction.atomic
def write_and(act):
    Group.objects.create(name="first")
    act()
    Group.objects.create(name="another")


def test_a_writer_waits_until_the_one_before_is_done():
    other = Writer("second")

    with transaction.atomic():
        Group.objects.create(name="first")
        other.start()
        other.join(0.2)
        assert other.is_alive()
    other.join(60)

    assert names() == {"first", "second"}


@pytest.mark.parametrize("error", [ValueError, DatabaseError])
def test_a_failure_gives_the_turn_to_the_next(error):
    def fail():
        raise error

    with pytest.raises(error):
        write_and(fail)
    other = Writer("second")
    other.start()
    other.join(60)

    assert names() == {"second"}


def test_a_connection_that_is_closed_gives_the_turn_to_the_next():
    with pytest.raises(DatabaseError):
        write_and(connection.close)
    other = Writer("second")
    other.start()
    other.join(60)

    assert names() == {"second"}


def test_reading_needs_no_turn():
    read = []

    def reader():
        read.append(Group.objects.filter(name="first").exists())
        connection.close()

    with transaction.atomic():
        Group.objects.create(name="first")
        thread = threading.Thread(target=reader)
        thread.start()
        thread.join(60)

    assert read == [False]
