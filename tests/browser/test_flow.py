"""The whole picture in a browser: its neighbourhoods, by pointer and by keyboard, and what narrows it."""

import re

import pytest
from playwright.sync_api import expect

from tests.factories import make_usecase

pytestmark = pytest.mark.django_db(transaction=True)


def test_a_neighbourhood_steps_forward_and_the_picture_follows_its_filters(editor):
    make_usecase("Data Intake", inputs=[{"name": "Raw data"}], outputs=[{"name": "Data card"}])
    make_usecase("Data Test", inputs=[{"name": "Data card"}], outputs=[{"name": "Report"}])
    make_usecase("Approval", inputs=[{"name": "Report"}], outputs=[{"name": "Certificate"}])
    editor.goto("/specs/mlops/flow/")
    picture = editor.get_by_role("region", name="Picture")
    near = picture.locator(".f-node.near")

    picture.get_by_text("Data Intake").hover()
    expect(picture.locator("svg.flow")).to_have_class(re.compile("aimed"))
    expect(near).to_contain_text(["Raw data", "Data Intake", "Data card", "Data Test"])
    expect(near).to_have_count(4)

    picture.get_by_role("link", name="Report").focus()
    expect(near).to_have_count(3)
    expect(near).to_contain_text(["Data Test", "Report", "Approval"])
    editor.keyboard.press("Escape")
    expect(near).to_have_count(0)
    expect(picture.locator(".aimed")).to_have_count(0)

    # It grows and shrinks by keyboard and by mouse.
    drawing = picture.locator("svg.flow")
    width = float(drawing.get_attribute("viewBox").split()[2])
    editor.keyboard.press("-")
    expect(drawing).to_have_attribute("width", str(round(width * 0.8)))
    expect(editor.get_by_role("status").filter(has_text="drawn at 80 %")).to_be_attached()
    editor.keyboard.press("0")
    expect(drawing).to_have_attribute("width", str(round(width)))
    editor.get_by_role("link", name="Left to right").click()
    expect(editor).to_have_url(re.compile("way=right"))
    for _ in range(3):
        editor.get_by_role("button", name="Larger").click()
    picture.hover(position={"x": 300, "y": 8})
    editor.mouse.down()
    editor.mouse.move(20, 300, steps=2)
    editor.mouse.up()
    expect(picture).not_to_have_js_property("scrollLeft", 0)

    editor.get_by_label("Artifact").press_sequentially("card")
    expect(picture.locator(".f-place")).to_have_count(2)
    expect(editor).to_have_url(re.compile(r"\?artifact=card.*&way=right"))
    expect(editor.get_by_label("Artifact")).to_be_focused()
    expect(editor.get_by_role("status").filter(has_text="2 use cases, and 3 artifacts.")).to_be_attached()

    picture.get_by_role("link", name="Data Test").click()
    expect(editor).to_have_url(re.compile("/use-cases/data-test/$"))
