import pytest

from tests.factories import make_user


@pytest.fixture
def administrator(db):
    return make_user("Administrator", first_name="Ada", last_name="Lovelace")


@pytest.fixture
def admin(client, administrator):
    """A browser in which somebody of the group Administrator is signed in."""
    client.force_login(administrator)
    return client
