"""Whatever is done to a dictionary, one after the other: all of it is undone, and done again, exactly."""

import random

import pytest

from archportal.spec import vocabulary
from tests.factories import make_specification, make_usecase, origin
from usecases.consistency import disagreements
from usecases.models import Specification
from usecases.undoing import undo
from usecases.whole import read_whole, save_whole

pytestmark = pytest.mark.django_db
NAMES = ["Raw data", "Labels", "Dataset", "Data set", "Card", "Form"]


def portal(chance):
    """Make a specification whose use cases name some of the artifacts, some of them twice."""
    specification = make_specification()
    for number in range(5):
        rows = [{"name": name, "required": chance.random() < 0.5} for name in chance.sample(NAMES, 3)]
        outputs = [{"name": name, "description": "x"} for name in chance.sample(NAMES, 2)]
        make_usecase(f"Case {number}", specification, inputs=rows, outputs=outputs)
    return Specification.objects.with_document().get()


def step(chance, whole):
    """Return what one thing that people do makes of the whole."""
    names = [artifact.name for artifact in whole.artifacts]
    one, other = chance.sample(names, 2)
    gone = chance.choice(whole.use_cases)
    return chance.choice(
        [
            lambda: vocabulary.renamed(whole, one, f"{one} {chance.random()}", keep=chance.random() < 0.7),
            lambda: vocabulary.merged(whole, [one], other),
            lambda: vocabulary.external(vocabulary.typed(whole, [one], "file"), [other], True),
            lambda: vocabulary.without_unused(whole, names),
            lambda: whole.model_copy(
                update={"use_cases": tuple(case for case in whole.use_cases if case is not gone)}
            ),
        ]
    )()


@pytest.mark.parametrize("seed", range(4))
def test_all_is_undone_and_done_again(seed):
    chance = random.Random(seed)
    specification = portal(chance)
    states, changes = [read_whole(specification)], []
    while len(changes) < 4:
        before = read_whole(specification)
        after = step(chance, before)
        if after != before:
            changes.append(save_whole(specification, before, after, origin()).change)
            states.append(after)
            assert read_whole(specification) == after

    undone = []
    for change, state in zip(reversed(changes), reversed(states[:-1]), strict=True):
        undone.append(undo(change, origin()).change)
        assert read_whole(specification) == state
    assert list(disagreements()) == []
    for change, state in zip(reversed(undone), states[1:], strict=True):
        undo(change, origin())
        assert read_whole(specification) == state
    assert list(disagreements()) == []
