"""One transaction around a whole write."""

from collections.abc import Callable
from contextvars import ContextVar
from functools import wraps
from typing import ParamSpec, TypeVar

from django.db import DatabaseError, IntegrityError, transaction

Arguments = ParamSpec("Arguments")
Result = TypeVar("Result")

TRIES = 8
"""Of so many people who take one name at one moment, each finds another one."""

DEADLOCK = "40P01"
"""What PostgreSQL calls it when two wait for each other, and one has to begin anew."""


_inside: ContextVar[bool] = ContextVar("inside", default=False)


def in_one_transaction(write: Callable[Arguments, Result]) -> Callable[Arguments, Result]:
    """Run the write in one transaction, and again where somebody took the same name at the same moment.

    A write looks for names that are taken before it chooses one. Two that look at once choose the same, and
    the database refuses the second; when that one looks again it sees the first.

    A write within another one is a part of it: it is undone and run again with the whole.
    """

    @wraps(write)
    def whole(*args: Arguments.args, **kwargs: Arguments.kwargs) -> Result:
        if _inside.get():
            return write(*args, **kwargs)
        token = _inside.set(True)
        try:
            return _tried(lambda: write(*args, **kwargs))
        finally:
            _inside.reset(token)

    return whole


def _tried(write: Callable[[], Result]) -> Result:
    for _ in range(TRIES - 1):
        try:
            with transaction.atomic():
                return write()
        except DatabaseError as error:
            if not _came_second(error):
                raise
    with transaction.atomic():
        return write()


def _came_second(error: DatabaseError) -> bool:
    return isinstance(error, IntegrityError) or getattr(error.__cause__, "sqlstate", "") == DEADLOCK
