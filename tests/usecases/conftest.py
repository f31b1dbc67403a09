"""What tests of commands share."""

import pytest

from tests.factories import make_full_usecase, make_usecase


@pytest.fixture
def full():
    make_full_usecase(number="2", title="Data – “Intake”")
    make_usecase("Nothing yet", number="10", optional=True)
    return make_usecase("データ", number="1")


@pytest.fixture
def written(tmp_path):
    def write(content, name="file.md"):
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
        return path

    return write
