"""The examples in the docstrings of `archportal.spec` hold."""

import doctest
import importlib
import pkgutil

import pytest

from archportal import spec

MODULES = [module.name for module in pkgutil.walk_packages(spec.__path__, "archportal.spec.")]


@pytest.mark.parametrize("name", MODULES)
def test_examples_hold(name):
    failed, _ = doctest.testmod(importlib.import_module(name))
    assert failed == 0
