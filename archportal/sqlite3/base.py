"""The connection to a SQLite file on which writers wait for each other in a queue.

SQLite lets a writer who finds the file locked ask again and again, after longer and longer pauses. Of eight
people who save at once, some then wait many times as long as the others. Here the system wakes the next one.
"""

import fcntl
import os
from contextlib import suppress
from typing import Any

from django.db.backends.sqlite3 import base


class DatabaseWrapper(base.DatabaseWrapper):
    """A connection whose transactions begin when no other transaction on the file is open."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._queue: int | None = None

    def _start_transaction_under_autocommit(self) -> None:
        self._enter_queue()
        try:
            super()._start_transaction_under_autocommit()
        except BaseException:
            self._leave_queue()
            raise

    def _commit(self) -> None:
        try:
            super()._commit()
        finally:
            self._leave_queue()

    def _rollback(self) -> None:
        try:
            super()._rollback()
        finally:
            self._leave_queue()

    def _close(self) -> None:
        try:
            super()._close()
        finally:
            self._leave_queue()

    def _enter_queue(self) -> None:
        if self._queue is not None or self.is_in_memory_db():
            return
        # A lock of its own for each transaction: the threads of one process wait for each other as well.
        # Where no file can be made, SQLite says better what is wrong.
        with suppress(OSError):
            self._queue = os.open(f"{self.settings_dict['NAME']}-queue", os.O_RDWR | os.O_CREAT, 0o600)
            fcntl.flock(self._queue, fcntl.LOCK_EX)

    def _leave_queue(self) -> None:
        if self._queue is not None:
            # Closing the file gives the lock back.
            os.close(self._queue)
            self._queue = None
