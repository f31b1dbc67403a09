"""The words around what people typed: how a story is said as a sentence."""

import re
from collections.abc import Sequence

# "I want to upload …", but "I want my data tested": a few first words are no verbs.
_NO_VERB = frozenset(
    re.findall(
        r"\w+",
        """
        to a an the this that these those my our your his her its their it me us you them him i we they there
        all any each every some more less fewer no not nobody nothing something everything anything someone
        somebody everyone everybody anyone anybody people one two three several many enough better good new
        data information feedback evidence software metadata both other another
        """,
    )
)
_NO_VERB_ENDING = re.compile(r".{3,}(?:(?<![sui])s|ity|ness|'s|’s)")
_VERBS_IN_ING = frozenset(("bring", "sing", "ring", "ping", "string", "spring", "swing", "fling", "cling"))
_VERBS_IN_ED = frozenset(("need", "feed", "seed", "embed", "proceed", "exceed", "succeed", "shed", "speed"))
_WORD = re.compile(r"[^\W\d_]+(?:['’]s)?")


def wanted(want: str) -> str:
    """Return what stands after “I want”: with “to” before a verb.

    >>> wanted("upload raw data"), wanted("my data tested")
    ('to upload raw data', 'my data tested')
    """
    return f"to {want}" if takes_to(want) else want


def takes_to(want: str) -> bool:
    """Say whether “to” goes before these words: a guess from the first of them."""
    match = _WORD.match(want)
    if match is None:
        return False
    word = match.group().lower()
    if word in _NO_VERB or _NO_VERB_ENDING.fullmatch(word):
        return False
    if word.endswith("ing"):
        return word in _VERBS_IN_ING
    return not word.endswith("ed") or word in _VERBS_IN_ED


def article(name: str) -> str:
    """Return “a” or “an”, whichever goes before the name.

    >>> article("Data Scientist"), article("MLOps Engineer"), article("AI Engineer"), article("User")
    ('a', 'an', 'an', 'a')
    """
    if name[:2].isupper() and len(name) > 1:
        return "an" if name[0] in "AEFHILMNORSX" else "a"
    vowel = name[:1].lower() in tuple("aeiou") and not re.match(r"(?i)(?:uni|use|usa|eu|one\b)", name)
    return "an" if vowel else "a"


def alternatives(names: Sequence[str]) -> str:
    """Return the names as a sentence lists them, of which each will do.

    >>> alternatives(["X", "Y"]), alternatives(["X", "Y", "Z"])
    ('X or Y', 'X, Y, or Z')
    """
    return _joined(names, "or")


def enumeration(names: Sequence[str]) -> str:
    """Return the names as a sentence lists all of them.

    >>> enumeration(["X", "Y"]), enumeration(["X", "Y", "Z"])
    ('X and Y', 'X, Y, and Z')
    """
    return _joined(names, "and")


def _joined(names: Sequence[str], word: str) -> str:
    if len(names) < 3:
        return f" {word} ".join(names)
    return f"{', '.join(names[:-1])}, {word} {names[-1]}"
