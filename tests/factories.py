"""Fill in what a test does not care about."""

from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group

from archportal import spec
from archportal.revisions import Door, Origin
from archportal.spec.documents import SpecificationText
from personas.specs import save_persona_spec
from usecases.models import Specification
from usecases.specifications import save_specification_spec
from usecases.specs import save_usecase_spec

PASSWORD = "correct horse battery"


def make_user(role=None, username=None, **values):
    """Create a user in the group of that role (Viewer, Editor, Administrator, or None: no group)."""
    username = username or (role or "nobody").lower()
    user = get_user_model().objects.create_user(username, password=PASSWORD, **values)
    if role:
        user.groups.add(Group.objects.get(name=role))
    return user


def origin(author=None, door=Door.FORM, note=""):
    return Origin(author, door, note)


def make_persona(name="Data Scientists", author=None, **values):
    return save_persona_spec(spec.build(spec.Persona, {"name": name, **values}), origin(author)).persona


def make_specification(title="MLOps", author=None, **values):
    document = spec.build(SpecificationText, {"title": title, **values})
    return save_specification_spec(document, origin(author)).specification


def make_usecase(title="Data Intake", specification=None, author=None, **values):
    """Create a use case; without a specification in “MLOps”, which is made where it is missing."""
    if specification is None:
        specification = Specification.objects.filter(slug="mlops").first() or make_specification()
    document = spec.build(spec.UseCase, {"title": title, **values})
    return save_usecase_spec(specification, document, origin(author)).usecase


def make_full_usecase(specification=None, author=None, **values):
    """Create a use case that has something of everything."""
    make_persona()
    make_persona("Product Managers", singular="Product Manager")
    content = {
        "tags": ["data", "first"],
        "stories": [
            {
                "personas": ["data-scientists", "product-managers"],
                "want": "upload a dataset",
                "so_that": "it can be found",
            }
        ],
        "description": "The *first* event.",
        "event": "Intake",
        "preconditions": ["The store is reachable"],
        "inputs": [
            {"name": "Raw data", "description": "As it was measured"},
            {"name": "Labels", "required": False, "default": "none"},
        ],
        "outputs": [{"name": "Dataset", "description": "With a name"}],
        "success_path": [{"text": "Check the form"}, {"text": "Send a message", "optional": True}],
        "exceptions": [{"text": "The form is incomplete", "step": 1, "handling": "Ask again"}],
        "notes": "- one\n- two",
        **values,
    }
    return make_usecase(specification=specification, author=author, **content)
