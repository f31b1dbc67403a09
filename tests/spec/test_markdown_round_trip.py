"""Reading archportal's own Markdown back gives the same document."""

from hypothesis import given

from archportal.spec import render_document, render_folder
from archportal.spec.reading import read_markdown
from tests.spec.strategies import specifications


@given(specifications())
def test_a_folder_gives_the_same_document_back(specification):
    reading = read_markdown(dict(render_folder(specification)))

    assert reading.specification == specification


@given(specifications())
def test_a_single_document_gives_the_same_document_back(specification):
    reading = read_markdown({"mlops.md": render_document(specification)})

    assert reading.specification == specification
