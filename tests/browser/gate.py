"""A gate before the live server: what a closed browser left behind must not meet the next test."""

from threading import Condition


class Gate:
    """Lets requests in while it is open, and knows how many of them are still being answered.

    A browser that is closed in the middle of a request leaves the server at work. Where the tables are
    emptied meanwhile, PostgreSQL sees a deadlock, and the next test finds the old rows.
    """

    def __init__(self, application):
        self._application = application
        self._changed = Condition()
        self._inside = 0
        self._open = True

    def __call__(self, environ, start_response):
        """Answer as the application does; 503 while the gate is closed."""
        with self._changed:
            if not self._open:
                start_response("503 Service Unavailable", [("Content-Length", "0")])
                return []
            self._inside += 1
        try:
            return _Answer(self._application(environ, start_response), self._leave)
        except BaseException:
            self._leave()
            raise

    def open(self):
        """Let requests in."""
        with self._changed:
            self._open = True

    def close(self, patience=30):
        """Let nothing in any more, and wait until the last answer has been given.

        Raises TimeoutError after `patience` seconds.
        """
        with self._changed:
            self._open = False
            if not self._changed.wait_for(lambda: not self._inside, timeout=patience):
                raise TimeoutError(f"{self._inside} requests are still being answered after {patience} s.")

    def _leave(self):
        with self._changed:
            self._inside -= 1
            self._changed.notify_all()


class _Answer:
    """An answer that says when the server has closed it."""

    def __init__(self, answer, left):
        self._answer = answer
        self._left = left

    def __iter__(self):
        return iter(self._answer)

    def close(self):
        try:
            self._answer.close()
        finally:
            self._left()
