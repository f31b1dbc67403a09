"""Use cases that can only take place where optional ones do."""

from __future__ import annotations

from collections import deque
from collections.abc import Collection, Iterator, Sequence
from typing import TYPE_CHECKING

from archportal.spec.checks import mending
from archportal.spec.checks.base import Check, Finding, Fix, Found
from archportal.spec.checks.sources import input_place
from archportal.spec.checks.surroundings import Surroundings, called, joined
from archportal.spec.outline import outline_of

if TYPE_CHECKING:
    from archportal.spec.documents import Specification, UseCase
    from archportal.spec.outline import UseCaseOutline

FOLLOWERS = 3
"""Use cases that a sentence names of those that wait for a use case."""


def _from_optional(use_case: UseCase, around: Surroundings) -> Iterator[Found]:
    """Find required inputs that only optional use cases produce."""
    for name in around.needed(use_case):
        sources = around.sources(name, use_case.slug)
        if sources and all(one.optional for one in sources):
            yield _depends(use_case, name, sources, around)


def _depends(use_case: UseCase, name: str, sources: Sequence[UseCaseOutline], around: Surroundings) -> Found:
    chain = _chain(sources[0], around) if len(sources) == 1 else []
    makers = joined([called(one) for one in sources])
    if use_case.optional:
        sentence = f"This use case needs “{name}”, so it can only take place where {makers} did, too."
    else:
        sentence = (
            f"This use case is mandatory, but needs “{name}”, which only {makers} "
            f"{'produces, and that is' if len(sources) == 1 else 'produce, and those are'} optional."
        )
    sentence += _needed_in_turn(chain[1:]) + _left_out(_followers(use_case, around), len(sources) == 1)
    fixes = ("input-optional", "use-case-mandatory") if _complete(chain, around) else ("input-optional",)
    words = (name, *sorted(one.slug for one in sources), *sorted(one.slug for one in chain[1:]))
    made = joined([called(one) for one in chain]) if chain else makers
    return Found(input_place(use_case, name), sentence, words, fixes, (name, made))


def _chain(source: UseCaseOutline, around: Surroundings) -> list[UseCaseOutline]:
    """Return an optional use case, and the optional ones without which it cannot take place."""
    chain = {source.slug: source}
    waiting = [source]
    while waiting:
        taker = waiting.pop()
        for sources in _optional_sources(taker, around):
            if len(sources) == 1 and sources[0].slug not in chain:
                chain[sources[0].slug] = sources[0]
                waiting.append(sources[0])
    return list(chain.values())


def _complete(chain: Sequence[UseCaseOutline], around: Surroundings) -> bool:
    """Say whether use cases can take place without any other optional one."""
    slugs = {one.slug for one in chain}
    return bool(chain) and all(
        any(one.slug in slugs for one in sources)
        for taker in chain
        for sources in _optional_sources(taker, around)
    )


def _optional_sources(taker: UseCaseOutline, around: Surroundings) -> Iterator[Sequence[UseCaseOutline]]:
    """Yield who produces each thing that a use case needs and only optional ones produce."""
    for name in around.needed(taker):
        sources = around.sources(name, taker.slug)
        if sources and all(one.optional for one in sources):
            yield sources


def _followers(use_case: UseCase, around: Surroundings) -> list[UseCaseOutline]:
    """Return mandatory use cases that wait for this mandatory one: as many as are named, and one more."""
    stuck = {} if use_case.optional else {use_case.slug: around.use_cases[use_case.slug]}
    waiting = deque(stuck.values())
    while waiting and len(stuck) <= FOLLOWERS + 1:
        for name in waiting.popleft().outputs:
            for taker in around.outline.consumers.get(name, ()):
                if not taker.optional and taker.slug not in stuck and _waits(taker, name, stuck, around):
                    stuck[taker.slug] = taker
                    waiting.append(taker)
    return list(stuck.values())[1 : FOLLOWERS + 2]


def _waits(taker: UseCaseOutline, name: str, stuck: Collection[str], around: Surroundings) -> bool:
    """Say whether a use case needs something that only optional or stuck use cases produce."""
    sources = around.sources(name, taker.slug)
    return name in around.needed(taker) and all(one.optional or one.slug in stuck for one in sources)


def _needed_in_turn(chain: Sequence[UseCaseOutline]) -> str:
    if not chain:
        return ""
    return f" That one needs {joined([called(one) for one in chain])} in turn, optional as well."


def _left_out(followers: Sequence[UseCaseOutline], single: bool) -> str:
    """Return what else cannot take place."""
    if not followers:
        return ""
    names = [called(one) for one in followers[:FOLLOWERS]]
    if len(followers) > FOLLOWERS:
        names.append("others")
    return f" Without {'it' if single else 'them'}, {joined(names, FOLLOWERS + 1)} cannot take place either."


def _mandatory_from_optional(use_case: UseCase, around: Surroundings) -> Iterator[Found]:
    if not use_case.optional:
        yield from _from_optional(use_case, around)


def _optional_from_optional(use_case: UseCase, around: Surroundings) -> Iterator[Found]:
    if use_case.optional:
        yield from _from_optional(use_case, around)


def _input_optional(specification: Specification, finding: Finding) -> Specification:
    return mending.input_optional(specification, finding.subject.key, finding.names[0])


def _mandatory(specification: Specification, finding: Finding) -> Specification:
    around = Surroundings(outline_of(specification))
    (source,) = around.sources(finding.names[0], finding.subject.key)
    slugs = {one.slug for one in _chain(source, around)}
    return mending.with_use_cases(
        specification,
        lambda one: one.model_copy(update={"optional": False}) if one.slug in slugs else one,
    )


_WAYS = {
    "input-optional": Fix("Make this input optional", _input_optional, "Make “{0}” optional here"),
    "use-case-mandatory": Fix("Make what produces it mandatory", _mandatory, "Make {1} mandatory"),
}

MANDATORY_FROM_OPTIONAL = Check(
    id="mandatory-depends-on-optional",
    severity="error",
    title="Mandatory use case that depends on an optional one",
    why=(
        "A mandatory use case needs something that only optional use cases produce. Where those are left "
        "out, it cannot take place: either it is not mandatory, or they are not optional."
    ),
    mend="Make the input optional, make the use case mandatory that produces it, or make this one optional.",
    of_use_case=_mandatory_from_optional,
    ways=_WAYS,
)

OPTIONAL_FROM_OPTIONAL = Check(
    id="optional-depends-on-optional",
    severity="info",
    title="Required input that only an optional use case produces",
    why=(
        "An optional use case needs something that only other optional use cases produce. That can be meant; "
        "then whoever chooses this one has to choose the other as well."
    ),
    mend="Make the input optional if the use case can do without it; otherwise nothing has to be done.",
    of_use_case=_optional_from_optional,
    ways=_WAYS,
)

CHECKS = (MANDATORY_FROM_OPTIONAL, OPTIONAL_FROM_OPTIONAL)
