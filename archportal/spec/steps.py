"""The steps that exceptions speak of: the step that is meant, wherever it stands."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from archportal.spec.documents import UseCase, UseCaseException


def with_steps(use_case: UseCase, tokens: Mapping[int, int]) -> UseCase:
    """Return the use case with a token in place of each exception's step, for comparing alone.

    `tokens` has one for each place (from 0) in the success path; equal tokens of two documents mean the
    same step. A step after the end of the path becomes its number below zero.
    """
    exceptions = tuple(
        exception.model_copy(update={"step": _token(exception, tokens)}) for exception in use_case.exceptions
    )
    return use_case.model_copy(update={"exceptions": exceptions})


def _token(exception: UseCaseException, tokens: Mapping[int, int]) -> Any:
    return exception.step and tokens.get(exception.step - 1, -exception.step)
