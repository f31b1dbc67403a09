"""What somebody else does between two queries of one page."""

from contextlib import contextmanager

from django.db import connection


@contextmanager
def before_reading(table, act, time=1):
    """Let somebody act right before a table is read for the first time, or at another time."""
    waiting = [*[lambda: None] * (time - 1), act]

    def executing(execute, sql, params, many, context):
        if waiting and f'FROM "{table}"' in sql:
            waiting.pop(0)()
        return execute(sql, params, many, context)

    with connection.execute_wrapper(executing):
        yield
    assert not waiting, f"nobody has read {table}"
