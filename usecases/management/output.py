"""Writing exports to files, and comparing them with files."""

import os
import tempfile
from collections.abc import Iterable
from difflib import unified_diff
from pathlib import Path

from django.core.management.base import OutputWrapper


def write_output(pieces: Iterable[str], output: str) -> None:
    """Write a file as a whole: whoever reads it meanwhile sees the old one or the new one."""
    target = Path(output)
    handle, temporary = tempfile.mkstemp(prefix=f".{target.name}.", dir=target.parent)
    try:
        with os.fdopen(handle, "w", encoding="utf-8", newline="") as file:
            file.writelines(pieces)
        os.chmod(temporary, 0o644)
        os.replace(temporary, target)
    except BaseException:
        os.unlink(temporary)
        raise


def compare(pieces: Iterable[str], output: str, out: OutputWrapper) -> bool:
    """Print how a file differs from the export; say whether it does."""
    path = Path(output)
    there = path.read_text(encoding="utf-8").splitlines(keepends=True) if path.exists() else []
    wanted = "".join(pieces).splitlines(keepends=True)
    lines = list(unified_diff(there, wanted, fromfile=output, tofile=f"{output} (portal)"))
    for line in lines:
        out.write(line)
    return bool(lines)
