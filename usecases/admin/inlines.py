"""The inlines of a use case, one for each kind of row."""

from typing import Any

from django import forms
from django.contrib.admin.widgets import AdminTextInputWidget
from django.http import HttpRequest

from usecases.admin.people import People
from usecases.admin.rows import RowForm, RowInline
from usecases.models import Input, Output, Precondition, Step, Story, UseCaseException


class Text(forms.CharField):
    """A text that the document checks."""

    widget = forms.Textarea

    def __init__(self, label: str, rows: int = 2) -> None:
        super().__init__(
            label=label, required=False, strip=False, widget=forms.Textarea({"rows": rows, "cols": 30})
        )


class Name(forms.CharField):
    """The name of an artifact, completed from the dictionary."""

    def __init__(self) -> None:
        widget = AdminTextInputWidget({"list": "artifact-names", "autocomplete": "off"})
        super().__init__(label="Artifact", required=False, strip=False, widget=widget)


class StoryForm(RowForm):
    texts = ("personas", "want", "so_that")
    people: People

    personas = Text("As a")
    want = Text("I want")
    so_that = Text("So that")

    @classmethod
    def initial_of(cls, item: Any) -> dict[str, Any]:
        return {**dict(item), "personas": cls.people.line(item.personas)}


class TextForm(RowForm):
    text = Text("Text")

    def item(self) -> str:
        return str(self.cleaned_data["text"])

    @classmethod
    def initial_of(cls, item: Any) -> dict[str, Any]:
        return {"text": item}


class InputForm(RowForm):
    texts = ("name", "default", "description")

    name = Name()
    required = forms.BooleanField(required=False, initial=True)
    default = Text("Default", rows=1)
    description = Text("Description")


class OutputForm(RowForm):
    texts = ("name", "description")

    name = Name()
    description = Text("Description")


class StepForm(RowForm):
    text = Text("What happens")
    optional = forms.BooleanField(required=False)


class ExceptionForm(RowForm):
    texts = ("text", "step", "handling")

    text = Text("What goes wrong")
    step = forms.IntegerField(
        label="At step",
        required=False,
        min_value=1,
        widget=forms.NumberInput(attrs={"class": "row-place"}),
        error_messages=dict.fromkeys(("invalid", "min_value"), "Write the number of a step, or nothing."),
    )
    handling = Text("What happens then")


class StoryInline(RowInline):
    model = Story
    field = "stories"
    form = StoryForm
    fields = ["place", "personas", "want", "so_that"]
    help_text = "Personas by name, singular or address, with commas between them."

    def get_formset(self, request: HttpRequest, obj: Any = None, **kwargs: Any) -> Any:
        formset = super().get_formset(request, obj, **kwargs)
        formset.form.people = People.of(request)
        return formset


class PreconditionInline(RowInline):
    model = Precondition
    field = "preconditions"
    form = TextForm
    fields = ["place", "text"]


class InputInline(RowInline):
    model = Input
    field = "inputs"
    form = InputForm
    fields = ["place", "name", "required", "default", "description"]
    help_text = "A name that the dictionary does not know is added to it."


class OutputInline(RowInline):
    model = Output
    field = "outputs"
    form = OutputForm
    fields = ["place", "name", "description"]


class StepInline(RowInline):
    model = Step
    field = "success_path"
    form = StepForm
    fields = ["place", "text", "optional"]
    verbose_name_plural = "success path"


class ExceptionInline(RowInline):
    model = UseCaseException
    field = "exceptions"
    form = ExceptionForm
    fields = ["place", "text", "step", "handling"]
    help_text = "“At step” is the number of the step in the success path as it is saved."


INLINES = [StoryInline, PreconditionInline, InputInline, OutputInline, StepInline, ExceptionInline]
