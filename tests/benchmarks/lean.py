"""The yardstick “lean”: stock Django reads streams of values in order and merges them into the same JSON.

It knows the tables alone: nothing of archportal is imported, so its start is that of a new project.
"""

import sys
from itertools import groupby
from operator import itemgetter

import django
from django.conf import settings

from tests.benchmarks import text

settings.configure(
    INSTALLED_APPS=[
        "django.contrib.admin",
        "django.contrib.auth",
        "django.contrib.contenttypes",
        "django.contrib.sessions",
        "django.contrib.messages",
        "django.contrib.staticfiles",
    ],
    DATABASES={"default": {"ENGINE": "django.db.backends.sqlite3", "NAME": sys.argv[1]}},
    USE_TZ=True,
)
django.setup()

from tests.benchmarks import lean_models as models  # noqa: E402

ORDER = ("usecase__number_key", "usecase_id", "position")


class Stream:
    """Rows of use cases, in the order of the use cases."""

    def __init__(self, model, *columns):
        rows = model.objects.order_by(*ORDER).values_list("usecase_id", *columns)
        self.groups = groupby(rows.iterator(), key=itemgetter(0))
        self.usecase, self.rows = next(self.groups, (None, ()))

    def of(self, usecase):
        """Return the rows of the next use case; none where the stream is at a later one."""
        if self.usecase != usecase:
            return []
        rows = list(self.rows)
        self.usecase, self.rows = next(self.groups, (None, ()))
        return rows


def personas():
    columns = ("slug", "name", "singular", "definition", "goals", "pain_points")
    return models.Persona.objects.order_by("position").values(*columns)


def artifacts():
    rows = models.ArtifactName.objects.order_by("artifact_id", "position").values_list("artifact_id", "name")
    aliases = {key: [name for _, name in group][1:] for key, group in groupby(rows, key=itemgetter(0))}
    columns = ("name", "artifact__type", "artifact__description", "artifact__external")
    own = models.ArtifactName.objects.filter(position=0).order_by("key").values_list("artifact_id", *columns)
    for pk, name, kind, description, external in own.iterator():
        yield {
            "name": name,
            "aliases": aliases[pk],
            "type": kind,
            "description": description,
            "external": external,
        }


def use_cases():
    stories = Stream(models.Story, "pk", "want", "so_that")
    people = StoryPersonas()
    preconditions = Stream(models.Precondition, "text")
    inputs = Stream(models.Input, "artifact__name", "required", "default", "description")
    outputs = Stream(models.Output, "artifact__name", "description")
    steps = Stream(models.Step, "text", "optional")
    exceptions = Stream(models.UseCaseException, "text", "step", "handling")
    columns = ("pk", "slug", "number", "title", "optional", "status", "tags", "description", "event", "notes")
    for pk, *head, description, event, notes in (
        models.UseCase.objects.order_by("number_key").values_list(*columns).iterator()
    ):
        yield {
            **dict(zip(columns[1:7], head, strict=True)),
            "stories": [
                {"personas": people.of(story), "want": want, "so_that": so_that}
                for _, story, want, so_that in stories.of(pk)
            ],
            "description": description,
            "event": event,
            "preconditions": [row[1] for row in preconditions.of(pk)],
            "inputs": records(inputs.of(pk), "name", "required", "default", "description"),
            "outputs": records(outputs.of(pk), "name", "description"),
            "success_path": records(steps.of(pk), "text", "optional"),
            "exceptions": records(exceptions.of(pk), "text", "step", "handling"),
            "notes": notes,
        }


def records(rows, *keys):
    return [dict(zip(keys, row[1:], strict=True)) for row in rows]


class StoryPersonas(Stream):
    """The slugs of the personas of stories, in the order of the stories."""

    def __init__(self):
        order = ("story__usecase__number_key", "story__usecase_id", "story__position", "position")
        rows = models.StoryPersona.objects.order_by(*order).values_list("story_id", "persona__slug")
        self.groups = groupby(rows.iterator(), key=itemgetter(0))
        self.usecase, self.rows = next(self.groups, (None, ()))

    def of(self, story):
        return [slug for _, slug in super().of(story)]


def main():
    columns = ("slug", "title", "introduction")
    own = models.Specification.objects.values(*columns).get()
    head = {"format": "archportal/specification", "version": 1, **own}
    text.write(text.specification(head, personas(), artifacts(), use_cases()), sys.stdout.buffer)


if __name__ == "__main__":
    main()
