"""What a tab says of itself while somebody types into the form of a use case."""

import uuid
from datetime import timedelta

from django.utils import timezone

from tests.postdata import form_data
from usecases.models import Editing

NEW = "/specs/mlops/use-cases/new/"
EDIT = "/specs/mlops/use-cases/data-intake/edit/"
KEY, OTHER_KEY = str(uuid.UUID(int=1)), str(uuid.UUID(int=2))


def beat(client, url=EDIT, key=KEY, turn=1, state="typed", **values):
    """Send what a tab sends; return what it is answered."""
    data = {"based_on": "1", **form_data(**values), "draft": key, "turn": turn, "state": state}
    response = client.post(f"{url}draft/", data)
    assert response.status_code == 200
    return response.json()


def leave(age=timedelta(minutes=1)):
    """Let some time go by since the last word of every tab."""
    then = timezone.now() - age
    Editing.objects.update(seen_at=then, changed_at=then)
