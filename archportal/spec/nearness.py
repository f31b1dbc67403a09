"""Which names probably mean the same thing, though they are written differently.

A question that need not have been asked is worse than one that was missed: "Model v1" and "Model v2",
"Training data" and "Testing data" are not near, whatever they share.
"""

from __future__ import annotations

import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

from archportal.spec import rules

_WORD = re.compile(r"[^\W_]+(?:\.\d+)*[+#]*")
_IN_BRACKETS = re.compile(r"\s*\(([^()]*)\)")
_CAMEL = re.compile(r"(?<=[a-z])(?=[A-Z][a-z])")
_APART = re.compile(r"\b(data) (sets?)\b|\b(meta) (data)\b|\b(e) (mails?)\b")
_PLURAL_ES = re.compile(r"(?:x|ch|sh|ss|zz)es$")
_ARTICLES = re.compile(r"^(?:an?|the) (?=\w)|(?<= )the (?=\w)")
_SPELT = str.maketrans({"'": "", "’": "", "&": " and "})
_TURNING = frozenset({"of", "for"})
_ALIKE = {
    "analyse": "analysis",
    "catalogue": "catalog",
    "config": "configuration",
    "criterion": "criteria",
    "dataset": "data",
    "defence": "defense",
    "doc": "document",
    "id": "identifier",
    "index": "indice",
    "info": "information",
    "licence": "license",
    "matrix": "matrice",
    "param": "parameter",
    "repo": "repository",
    "spec": "specification",
    "testing": "test",
    "training": "train",
}
"""Words that say the same in a name; the second of each pair stands for both."""
_QUALIFIERS = frozenset({
    "actual", "approved", "clean", "complete", "current", "draft", "external", "final", "full",
    "initial", "internal", "latest", "new", "old", "original", "partial", "previous", "raw",
})  # fmt: skip
_NOT_MISSPELT = {
    frozenset(pair.split())
    for pair in ("complaint compliant", "county country", "trail trial", "casual causal", "message massage")
}
_ROWS = ("qwertyuiop", "asdfghjkl", "zxcvbnm")
_VOWELS = frozenset("aeiouy")


class Shape(NamedTuple):
    """What of a name counts: its words in one spelling, and those of them that hold a digit."""

    words: tuple[str, ...]
    numbers: tuple[str, ...]

    @property
    def joined(self) -> str:
        """The words without the spaces between them."""
        return "".join(self.words)


def near(name: str, names: Iterable[str]) -> list[str]:
    """Return those of the names that this one probably means, the likeliest first.

    A name that differs only in case and spacing is the same name, and not among them.
    """
    return near_among(name, {other: shape_of(other) for other in names})


def near_among(name: str, shapes: Mapping[str, Shape]) -> list[str]:
    """Return the same from names whose shapes are known, where several are looked for."""
    key = rules.name_key(name)
    shape = shape_of(name)
    ranked = (
        (rank, other)
        for other, other_shape in shapes.items()
        if (rank := _rank(shape, other_shape)) and rules.name_key(other) != key
    )
    return [other for _, other in sorted(ranked)]


def near_pairs(names: Iterable[str]) -> list[tuple[str, str]]:
    """Return the pairs among the names that are near each other, each once, in the order of the names."""
    distinct = list({rules.name_key(name): name for name in names}.values())
    shapes = [shape_of(name) for name in distinct]
    groups: defaultdict[object, list[int]] = defaultdict(list)
    for place, traces in enumerate(_traces(shapes)):
        for trace in traces:
            groups[trace].append(place)
    pairs = {
        (one, other)
        for group in groups.values()
        for position, one in enumerate(group)
        for other in group[position + 1 :]
    }
    return [
        (distinct[one], distinct[other]) for one, other in sorted(pairs) if _rank(shapes[one], shapes[other])
    ]


def shape_of(name: str) -> Shape:
    """Return what of a name counts when it is compared.

    >>> shape_of("The results of Model-Evaluation").words
    ('model', 'evaluation', 'result')
    """
    text = plain(_CAMEL.sub(" ", _without_expansion(name))).translate(_SPELT)
    words = " ".join(_word_in(text).findall(_ARTICLES.sub("", text)))
    joined = _APART.sub(lambda match: "".join(part for part in match.groups() if part), words)
    turned = _turned([_stem(word) for word in joined.split()])
    return Shape(tuple(turned), tuple(word for word in turned if any(c.isdigit() for c in word)))


def _word_in(text: str) -> re.Pattern[str]:
    """Return the pattern of a word of this text: vowel signs such as those of Hindi are parts of words."""
    signs = "" if text.isascii() else "".join(c for c in text if unicodedata.category(c).startswith("M"))
    return re.compile(rf"(?:[^\W_]|[{signs}])+(?:\.\d+)*[+#]*") if signs else _WORD


def plain(text: str) -> str:
    """Return the text folded, and without accents.

    >>> plain("Café  DATA")
    'cafe data'
    """
    folded = rules.fold(text)
    if folded.isascii():
        return folded
    kept = (c for c in unicodedata.normalize("NFD", folded) if not _is_accent(unicodedata.combining(c)))
    return unicodedata.normalize("NFC", "".join(kept))


def _is_accent(combining: int) -> bool:
    """Say whether marks of this combining class may be left out: in Hindi, Thai or Japanese they are letters.

    Source: Unicode Standard Annex 44, section 5.7.4: 1 strikes through, 10 to 36 are the points of Hebrew,
    Arabic and Syriac, and 200 to 240 stand above, below or beside a letter.
    """
    return combining == 1 or 10 <= combining <= 36 or combining >= 200


def one_slip(one: str, other: str) -> bool:
    """Say whether one letter was left out, added or mistaken, or two neighbours changed places.

    >>> one_slip("reprot", "report"), one_slip("labelled", "labeled"), one_slip("input", "output")
    (True, True, False)
    """
    if abs(len(one) - len(other)) > 1 or one == other:
        return False
    start = _shared(one, other)
    one, other = one[start:], other[start:]
    if len(one) != len(other):
        shorter, longer = sorted((one, other), key=len)
        return shorter == longer[1:]
    return one[1:] == other[1:] or (one[:2] == other[1::-1] and one[2:] == other[2:])


def _rank(one: Shape, other: Shape) -> int:
    """Return 0 for names that are not near; else the smaller, the nearer."""
    if one.numbers != other.numbers or not one.words or not other.words:
        return 0
    if one.words == other.words:
        return 1
    if one.joined == other.joined:
        return 2
    if len(one.words) != len(other.words):
        return 0
    if all(a == b or misspelt(a, b) for a, b in zip(one.words, other.words, strict=True)):
        return 3
    return 4 if _reordered(one.words, other.words) else 0


def misspelt(one: str, other: str) -> bool:
    """Say whether one of two words is probably the other with a slip of the keyboard.

    Words that mean different things differ at their beginning ("import", "export"), at their end ("format",
    "formal") or in a sound ("content", "contest"); slips happen in the middle, and to neighbours.

    >>> misspelt("evaluation", "evalation"), misspelt("content", "context"), misspelt("test", "text")
    (True, False, False)
    """
    if min(len(one), len(other)) < 5 or one[:2] != other[:2] or not one_slip(one, other):
        return False
    if not (one.isascii() and one.isalpha() and other.isalpha()) or frozenset((one, other)) in _NOT_MISSPELT:
        return False
    if len(one) != len(other):
        return one[-1] == other[-1]
    place = _shared(one, other)
    if one[place + 1 :] != other[place + 1 :]:
        return True  # Two letters changed places.
    return place < len(one) - 1 and _easily_mistaken(one[place], other[place], len(one))


def _easily_mistaken(one: str, other: str, length: int) -> bool:
    if (one in _VOWELS and other in _VOWELS) or {one, other} == {"s", "z"}:
        return length >= 7
    return length >= 8 and _neighbours(one, other)


def _neighbours(one: str, other: str) -> bool:
    """Say whether two letters are neighbours in a row of the keyboard."""
    return any(
        row.find(one) >= 0 <= row.find(other) and abs(row.find(one) - row.find(other)) == 1 for row in _ROWS
    )


def _reordered(one: Sequence[str], other: Sequence[str]) -> bool:
    """Say whether only the order differs, and not as "Data model" differs from "Model data"."""
    if sorted(one) != sorted(other):
        return False
    qualifiers = [word for word in one if _qualifies(word)]
    if qualifiers and [w for w in one if w not in qualifiers] == [w for w in other if w not in qualifiers]:
        return True
    return len(one) > 2 and (list(one) == [*other[1:], other[0]] or list(other) == [*one[1:], one[0]])


def _qualifies(word: str) -> bool:
    return word in _QUALIFIERS or (word.endswith("ed") and len(word) > 4)


def _traces(shapes: Sequence[Shape]) -> Iterator[set[object]]:
    """Yield for each name what it shares with any name that may be near it."""
    kin = _kin({word for shape in shapes for word in shape.words})
    for shape in shapes:
        alike = tuple(min(kin[word]) for word in shape.words)
        yield {shape.joined, tuple(sorted(shape.words)), (alike, shape.numbers)} if alike else set()


def _kin(words: set[str]) -> dict[str, set[str]]:
    """Return for each word the words that can be reached from it by slips, itself included."""
    by_rest: defaultdict[str, list[str]] = defaultdict(list)
    for word in words:
        for rest in {word, *(word[:place] + word[place + 1 :] for place in range(len(word)))}:
            by_rest[rest].append(word)
    kin = {word: {word} for word in words}
    for group in by_rest.values():
        for position, one in enumerate(group):
            for other in group[position + 1 :]:
                if kin[one] is not kin[other] and misspelt(one, other):
                    merged = kin[one] | kin[other]
                    for word in merged:
                        kin[word] = merged
    return kin


def _without_expansion(name: str) -> str:
    """Leave out what stands in brackets where it only spells out the word before, or abbreviates them."""

    def kept(match: re.Match[str]) -> str:
        before = _WORD.findall(rules.fold(name[: match.start()]))
        inside = _WORD.findall(rules.fold(match[1]))
        initials = "".join(word[0] for word in inside if word not in ("of", "and", "for", "the"))
        spelt_out = before and len(before[-1]) > 1 and initials.startswith(before[-1])
        shortened = len(inside) == 1 and "".join(word[0] for word in before).endswith(inside[0])
        return "" if spelt_out or (shortened and len(inside[0]) > 1) else match[0]

    return _IN_BRACKETS.sub(kept, name) if "(" in name else name


def _stem(word: str) -> str:
    """Return the singular of a word, in the one spelling that stands for its like."""
    if len(word) > 3 and word.endswith("s") and not word.endswith(("ss", "us", "is")):
        if word.endswith("ies") and len(word) > 4:
            word = f"{word[:-3]}y"
        else:
            word = word[:-2] if _PLURAL_ES.search(word) else word[:-1]
    return _ALIKE.get(word, word)


def _turned(words: list[str]) -> list[str]:
    """Return "results of the evaluation" as "evaluation results"."""
    place = next((place for place, word in enumerate(words) if word in _TURNING), 0)
    if not 0 < place < len(words) - 1:
        return words
    return [*_turned(words[place + 1 :]), *words[:place]]


def _shared(one: str, other: str) -> int:
    """Return how many letters two words begin with alike."""
    pairs = zip(one, other, strict=False)
    return next((place for place, (a, b) in enumerate(pairs) if a != b), min(len(one), len(other)))
