"""The lock of a specification: everything that is written in one waits for it."""

from __future__ import annotations

from archportal import spec
from usecases.models import Specification


def lock(pk: int) -> Specification:
    """Lock a specification until the transaction ends and return it as it stands.

    Its latest revision is read after that, when it is asked for: in one query PostgreSQL would read it as it
    was before it had to wait. Raises SpecError where the specification was deleted.
    """
    specification = Specification.objects.select_for_update().filter(pk=pk).first()
    if specification is None:
        raise spec.SpecError.of("The specification was deleted; restore it first.")
    return specification
