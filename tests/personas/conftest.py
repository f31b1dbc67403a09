import pytest

from tests.factories import make_user


@pytest.fixture
def viewer(client):
    client.force_login(make_user("Viewer"))
    return client


@pytest.fixture
def editor(client):
    client.force_login(make_user("Editor", first_name="Ada", last_name="Lovelace"))
    return client
