"""Fill a database through the door; run as a process of its own: `python -m tests.benchmarks.fill 1000`."""

import sys

import django

BATCH = 500


def fill(size):
    from archportal import spec
    from archportal.revisions import Door, Origin
    from archportal.spec.documents import SpecificationText
    from personas.specs import save_persona_spec
    from tests.benchmarks.content import Writer
    from usecases.specifications import save_specification_spec
    from usecases.specs import Draft, save_usecase_specs

    writer = Writer(size, size)
    origin = Origin(None, Door.IMPORT)
    personas = [spec.build(spec.Persona, writer.persona(persona)) for persona in writer.personas]
    slugs = [save_persona_spec(persona, origin).persona.slug for persona in personas]
    text = spec.build(SpecificationText, {"title": "Benchmark", "introduction": writer.paragraphs(3)})
    specification = save_specification_spec(text, origin).specification
    for start in range(1, size + 1, BATCH):
        numbers = range(start, min(start + BATCH, size + 1))
        documents = [spec.build(spec.UseCase, writer.use_case(number, slugs)) for number in numbers]
        save_usecase_specs(specification, [Draft(document) for document in documents], origin)


def main():
    django.setup()
    from django.core.management import call_command

    call_command("migrate", interactive=False, verbosity=0)
    call_command("createcachetable", verbosity=0)
    fill(int(sys.argv[1]))


if __name__ == "__main__":
    main()
