"""One transaction around a whole write."""

from collections.abc import Callable
from functools import wraps
from typing import ParamSpec, TypeVar

from django.db import IntegrityError, transaction

Arguments = ParamSpec("Arguments")
Result = TypeVar("Result")

TRIES = 3


def in_one_transaction(write: Callable[Arguments, Result]) -> Callable[Arguments, Result]:
    """Run the write in one transaction, and again where somebody took the same name at the same moment.

    A write looks for names that are taken before it chooses one. Two that look at once choose the same, and
    the database refuses the second; when that one looks again it sees the first.
    """

    @wraps(write)
    def whole(*args: Arguments.args, **kwargs: Arguments.kwargs) -> Result:
        for _ in range(TRIES - 1):
            try:
                with transaction.atomic():
                    return write(*args, **kwargs)
            except IntegrityError:
                continue
        with transaction.atomic():
            return write(*args, **kwargs)

    return whole
