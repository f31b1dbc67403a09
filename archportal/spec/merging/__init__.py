"""Merging what two people made of one document: three documents in, one out, and what clashed."""

from archportal.spec.merging.clashes import Clash, Kind, Merged
from archportal.spec.merging.whole import merge

__all__ = ["Clash", "Kind", "Merged", "merge"]
