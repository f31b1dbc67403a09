"""Reading stories: “As a …, I want … so that …”, in the ways in which people write it."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from archportal.spec import rules, wording
from archportal.spec.markdown import NO_STORY
from archportal.spec.reading.inline import Link, Masked, mask, without_emphasis
from archportal.spec.reading.people import People, without_article
from archportal.spec.reading.remarks import Remarks, quoted
from archportal.spec.reading.tellers import personas_of

_AS = re.compile(
    r"\s*(?:as|being):?\s+(?P<article>an?/an?|a\(n\)"
    r"|(?:an?|the|any|all(?: of)?(?: the)?|each|every|either an?|either|one of the)\b)?:?\s*"
    r"(?=[\w\x00(\"“'])",
    re.IGNORECASE,
)
_LONGEST = 10_000
"""Characters in what may be a story; what is longer is a text."""

_NO_PERSON = re.compile(
    r"(?:result|rule|consequence|whole|matter|reminder|note|minimum|prerequisite|follow|first|second|last|next|starting"
    r"|side|bonus|basis|general|part|means|way|function|service|default|precondition)\b",
    re.IGNORECASE,
)
_WANT_VERBS = "(?:would want|wants?|wish|wishes|needs?|would like|['’]d like|would love|desires?|expects?)"
_WANT = re.compile(
    rf"[,;:.]?\s*\b(?:i|we|they|he|she|you)(?:\s+also)?(?:\s+{_WANT_VERBS}|['’]d like)\b"
    rf"(?:\s+to\b(?!\s+(?:be able to)\b))?"
    rf"(?P<able>\s+(?:to\s+)?be able to\b)?[:,]?\s*",
    re.IGNORECASE,
)
_CAN = re.compile(
    r"[,;:.]?\s*\b(?:i|we|they)\s+(?:can|must be able to|should be able to|could|must|should|shall)\s+",
    re.IGNORECASE,
)
_SO = re.compile(
    r"[,;.]?\s*(?:[-–—]\s*)?\b(?P<so>so that|such that|in order that|so as to|in order to|"
    r"so (?=(?:i|we|they|it|he|she|you|the|my|our|everyone|everybody|people|users?|others?)\b))\s*[,:]?\s*",
    re.IGNORECASE,
)
_THIRD = re.compile(
    rf"(?P<who>(?:an?\s+|the\s+)?[\w\x00][\w\x00 &/()-]{{1,80}}?)\s+{_WANT_VERBS}\b(?:\s+to\b)?\s*",
    re.IGNORECASE,
)
_LABEL = re.compile(r"\A[\s*_]*(?:user )?story\s*#?\w{0,4}\s*[:.)–—-][\s*_]*(?=\w|\*|\[|<)", re.IGNORECASE)
_BRACKETED = re.compile(r"\[{1,2}([^\[\]\x00]{1,200})\]{1,2}(?:\[[^\[\]]{0,100}\])?")
_OWN_SO = re.compile(r"(?:\A|(?<= ))so that ")
_OWN_WANT = re.compile(r"(?:\A|(?<= ))I want ")
_ONLY_LINKS = re.compile(r"As an? (?:(?:, or |, | or )?\x00\d+\x00)+,? ?")
_STARTS = re.compile(
    r"(?:i|we)(?:\s+would like|['’]d like|\s+want|\s+need|\s+wish)\b|so (?:that|i|we)\b|in order to\b",
    re.IGNORECASE,
)
_SENTENCE_END = re.compile(r"(?<![A-Z])(?<!e\.g)(?<!i\.e)(?<!etc)(?<!vs)\.\s+(?=[A-Z\x00*_(“\"])")
_NEXT_STORY = re.compile(r"(?<=[.;!])\s+(?=As (?:an?|the) )")


@dataclass
class Story:
    """What was read of a story so far."""

    line: int
    personas: list[str] = field(default_factory=list)
    want: str = ""
    so_that: str = ""
    rest: str = ""

    @property
    def values(self) -> dict[str, Any]:
        """The story as the document takes it."""
        return {"personas": self.personas, "want": self.want, "so_that": self.so_that}


def is_story(text: str, people: People) -> bool:
    """Say whether a text starts as a story does."""
    if len(text) > _LONGEST:
        return False
    masked = mask(_LABEL.sub("", text[:2000]))
    start = _unbracketed(without_emphasis(masked.text).lstrip(" \t-*_>\"“'"))
    match = _AS.match(start)
    if match is None:
        return bool(_STARTS.match(start)) or text == NO_STORY or _third_person(start, people) is not None
    if _NO_PERSON.match(start, match.end()):
        return False
    who = re.split(r"[,;:.]|\s(?:i|we|so)\s", start[match.end() :][:200], maxsplit=1, flags=re.IGNORECASE)[0]
    known = "\x00" in who[:40] or people.named(masked.plain(who)) is not None
    if (match["article"] or "").lower() in ("", "the") and not known:
        return False
    head = start[:500]
    said = _WANT.search(head) or _CAN.search(head) or _SO.search(head)
    return known or bool(said) or ("," in head[:100] and len(who.split()) < 5)


def stories_of(text: str, line: int, people: People, remarks: Remarks, own: bool = False) -> Iterator[Story]:
    """Yield the stories in a paragraph or an item that starts as one."""
    if own:
        yield _own_story(text, line, people, remarks)
        return
    parts: list[str] = []
    for part in _NEXT_STORY.split(rules.one_line(_LABEL.sub("", text))):
        if parts and not is_story(part, people):
            parts[-1] += f" {part}"
        else:
            parts.append(part)
    for part in parts:
        yield _story(part, line, people, remarks)


def _third_person(text: str, people: People) -> re.Match[str] | None:
    """Return where a story says “Shop owners want to …” of a persona that is known."""
    match = _THIRD.match(text)
    return match if match and people.named(without_article(match["who"])) else None


def _unbracketed(text: str) -> str:
    """Return the text without the brackets of wiki links and of links whose address stands elsewhere."""
    return _BRACKETED.sub(r"\1", text)


def _own_story(text: str, line: int, people: People, remarks: Remarks) -> Story:
    """Read a story as archportal writes it: what a person typed in it is escaped."""
    story = Story(line)
    if text == NO_STORY:
        return story
    masked = mask(text)
    rest = masked.text.removesuffix(".")
    found = min(
        filter(None, (_OWN_WANT.search(rest), _OWN_SO.search(rest))), key=re.Match.start, default=None
    )
    who = rest[: found.start()] if found else rest
    if (
        not found
        and masked.without_links(who).strip(" ,") not in ("As a", "As an")
        and not _ONLY_LINKS.fullmatch(who)
    ):
        return _story(text, line, people, remarks)
    want, so, so_that = _parted(rest[len(who) :], _OWN_SO)
    want = want.removeprefix("I want ").removesuffix(" " if so else "")
    story.personas = personas_of(masked, who, line, people, remarks)
    # Where “to” was typed, it starts with a character reference, which is masked.
    story.want = _wanted(masked.plain(want)) if want.startswith("to ") else masked.plain(want)
    story.so_that = masked.plain(so_that)
    return story


def _parted(text: str, pattern: re.Pattern[str]) -> tuple[str, str, str]:
    match = pattern.search(text)
    return (text[: match.start()], match.group(), text[match.end() :]) if match else (text, "", "")


def _wanted(text: str) -> str:
    """Return what is wanted, without the “to” that goes before a verb."""
    bare = re.sub(r"\Ato\s+", "", text, count=1)
    return bare if bare != text and wording.takes_to(bare) else text


def _story(text: str, line: int, people: People, remarks: Remarks) -> Story:
    masked = mask(text)
    story = Story(line)
    told, story.rest = _first_sentence(masked.text.strip(" \t->"), masked)
    whole = _unbracketed(without_emphasis(told)).strip(" \t-*_>")
    so = _SO.search(whole)
    head, so_that = (whole[: so.start()], _purpose(so, whole[so.end() :])) if so else (whole, "")
    match = _AS.match(head)
    body = head[match.end() :] if match else head
    third = None if match else _third_person(body, people)
    want = third or _WANT.search(body) or _CAN.search(body)
    if third:
        who, wish = third["who"], body[third.end() :]
    elif want:
        who, wish = body[: want.start()], body[want.end() :]
        wish = f"be able to {wish}" if want.groupdict().get("able") else wish
    else:
        who, wish = _who_and_wish(masked, body) if match else ("", body)
    if match or third:
        story.personas = list(dict.fromkeys(personas_of(masked, who, line, people, remarks)))
    story.want = _worded(_clean(masked.plain(wish)), want, line, remarks)
    story.so_that = _clean(masked.plain(so_that))
    return story


def _worded(wish: str, want: re.Match[str] | None, line: int, remarks: Remarks) -> str:
    """Return a wish so that it is said again as it was: with “to” before a verb, and without it otherwise."""
    if want is None or not wish:
        return wish
    able = want.re is _CAN or bool(want.groupdict().get("able"))
    if able or re.search(r"\sto\b", want.group(), re.IGNORECASE):
        return wish if wording.takes_to(wish) else f"to {wish}"
    if wording.takes_to(wish):
        remarks.note(
            line, f"{quoted(wish)} will be said as “to {wish[:40]}…”; put “the” or “a” before a noun."
        )
    return wish


def _purpose(so: re.Match[str], text: str) -> str:
    return f"I can {text}" if so["so"].lower() in ("in order to", "so as to") else text


def _clean(text: str) -> str:
    bare = rules.one_line(text).strip(" ,;:–—-")
    return bare[:-1] if bare.endswith(".") and not bare.endswith("..") else bare


def _first_sentence(text: str, masked: Masked) -> tuple[str, str]:
    """Return the story, and the Markdown of what is said after it."""
    for match in _SENTENCE_END.finditer(text):
        rest = text[match.end() :]
        # “As a user. I want …” is one story in three sentences.
        if not _STARTS.match(rest.lstrip(" \x00*_")):
            return text[: match.start()], masked.source(rest)
    return text, ""


def _who_and_wish(masked: Masked, body: str) -> tuple[str, str]:
    """Part personas and wish where “I want” is missing: “As a Data Scientist, upload raw data”."""
    last = 0
    for match in re.finditer(r"\x00(\d+)\x00", body):
        if (
            isinstance(masked.pieces[int(match[1])], Link)
            and len(body[last : match.start()].strip(" ,andorANDOR/")) < 4
        ):
            last = match.end()
    if last:
        return body[:last], body[last:]
    listed = re.match(r"((?:[^,]{1,80},\s*)*?(?:or|and)\s+[^,]{1,80}|[^,]{1,80}),\s*(?!(?:or|and)\b)", body)
    return (listed[1], body[listed.end() :]) if listed else (body, "")
