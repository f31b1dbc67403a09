"""The form of an artifact."""

from __future__ import annotations

from typing import Any

from django import forms

from archportal import spec
from archportal.document_forms import DocumentForm
from archportal.spec import rules
from personas.forms import EntriesField
from usecases.models import Artifact


class ArtifactForm(DocumentForm):
    """An artifact as a person types it."""

    name = forms.CharField(
        label="Name",
        error_messages={"required": "Give the artifact a name."},
        widget=forms.TextInput(attrs={"autocomplete": "off", "dir": "auto"}),
    )
    keep = forms.BooleanField(
        label="Keep the old name as another name",
        required=False,
        help_text="Links and imports that use it keep working. It matters where you change the name.",
    )
    aliases = EntriesField(
        label="Other names",
        help_text="Names that lead here as well, one per line.",
        widget=forms.Textarea(attrs={"rows": 3, "dir": "auto"}),
    )
    type = forms.ChoiceField(label="Type", required=False, choices=[("", "None yet"), *Artifact.Type.choices])
    external = forms.BooleanField(
        label="Comes from outside",
        required=False,
        help_text="No use case has to produce it: it is there, or somebody else brings it.",
    )
    description = forms.CharField(
        label="Description",
        required=False,
        strip=False,
        help_text="What it is, in a sentence or two.",
        widget=forms.Textarea(attrs={"class": "prose-input", "rows": 4, "dir": "auto"}),
    )

    def __init__(self, data: Any = None, *, artifact: Artifact | None = None, **kwargs: Any) -> None:
        self.artifact = artifact
        if artifact is not None:
            document = document_of(artifact)
            kwargs["initial"] = {**document.model_dump(), "based_on": artifact.latest.version, "keep": True}
        super().__init__(data, new=artifact is None, **kwargs)
        del self.fields["slug"]
        if artifact is None:
            del self.fields["keep"]
        else:
            self.fields["aliases"].start_from(self.initial["aliases"])

    def kind(self) -> type[spec.Artifact]:
        return spec.Artifact

    def content(self) -> dict[str, Any]:
        """Return the plain data; the old name is one of the others, where it is to be kept."""
        content = super().content()
        keep = self.artifact is not None and self.cleaned_data.get("keep")
        return with_old_name(content, self.artifact.name) if keep else content


def with_old_name(content: dict[str, Any], former: str) -> dict[str, Any]:
    """Return the data of an artifact with the name that it had among its other names."""
    name, aliases = content.get("name", former), content.get("aliases", ())
    keys = {rules.name_key(one) for one in (name, *aliases)}
    return content if rules.name_key(former) in keys else {**content, "aliases": (*aliases, former)}


def document_of(artifact: Artifact) -> spec.Artifact:
    """Return the latest document; needs `latest`."""
    assert artifact.latest is not None
    return spec.read_document(spec.Artifact, artifact.latest.document)
