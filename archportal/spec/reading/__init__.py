"""Reading Markdown: what archportal wrote, and what other people write."""

from archportal.spec.reading.remarks import Reading, Remark
from archportal.spec.reading.whole import read_markdown

__all__ = ["Reading", "Remark", "read_markdown"]
