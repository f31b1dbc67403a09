"""The singular of a persona that only stories give."""

from archportal.spec import Persona
from archportal.spec.reading import read_markdown


def test_a_persona_takes_its_singular_from_the_stories():
    readme = "# Portal\n\n## Personas\n\n#### Data Stewards\n\nKeep data.\n\n#### IT Operations\n\nRun it.\n"
    story = "As a [data steward](../README.md#data-stewards) or IT Operations, I want to sort."
    files = {"README.md": readme, "use-cases/1-sort.md": f"# Use Case 1: Sort\n\n## Description\n\n{story}\n"}

    personas = read_markdown(files).specification.personas

    assert [(persona.name, persona.singular) for persona in personas] == [
        ("Data Stewards", "data steward"),
        ("IT Operations", ""),
    ]


def test_a_singular_that_the_portal_knows_stays():
    known = Persona(name="Data Stewards", singular="Steward", slug="data-stewards")
    files = {
        "README.md": "# Portal\n\n## Personas\n\n#### Data Stewards\n\nKeep data.\n",
        "1.md": "# Use Case 1: Sort\n\n## Description\n\nAs a Data Steward, I want to sort.\n",
    }

    (persona,) = read_markdown(files, known_personas=[known]).specification.personas

    assert persona.singular == "Steward"
