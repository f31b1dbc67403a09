"""What headings mean, in the many ways in which people spell them."""

import re
from enum import Enum
from functools import lru_cache
from typing import NamedTuple

from archportal.spec import rules
from archportal.spec.reading.inline import plain


class Kind(Enum):
    """A section of a use case."""

    DESCRIPTION = "description"
    ACTORS = "actors"
    PRECONDITIONS = "preconditions"
    INPUTS = "inputs"
    OUTPUTS = "outputs"
    SUCCESS = "success path"
    EXCEPTIONS = "exceptions"
    NOTES = "notes"
    EVENT = "event"
    DIAGRAM = "diagram"
    UNKNOWN = "unknown"


STRONG = frozenset({Kind.INPUTS, Kind.OUTPUTS, Kind.SUCCESS, Kind.EXCEPTIONS})
"""Sections that only a use case has."""

_SPELLINGS = {
    Kind.DESCRIPTION: "description|descriptions|summary|overview|abstract|narrative|user story|user stories"
    "|story|stories|brief|brief description|short description|use case description|use case summary",
    Kind.ACTORS: "actor|actors|persona|personas|role|roles|users|primary actor|primary actors|secondary actor"
    "|secondary actors|participants|stakeholders|user persona|user personas|user roles|actors and roles"
    "|actors/personas|personas/actors|who",
    Kind.PRECONDITIONS: "precondition|preconditions|pre condition|pre conditions|prerequisite|prerequisites"
    "|pre requisite|pre requisites|pre requirements|entry conditions|before",
    Kind.INPUTS: "input|inputs|input data|data inputs|input fields|input artifacts|input parameters"
    "|inputs needed|event inputs|use case inputs|list of inputs|inputs and parameters|inputs/parameters",
    Kind.OUTPUTS: "output|outputs|output data|data outputs|output artifacts|event outputs|use case outputs"
    "|result|results|deliverables|list of outputs|artifacts produced|expected output|expected outputs",
    Kind.SUCCESS: "success|success path|success paths|success scenario|main success scenario|happy path"
    "|main flow|main path|main scenario|main success path|basic flow|basic path|basic course|normal flow"
    "|normal path|flow|flow of events|steps|success steps|success flow|success criteria|successful path"
    "|event flow|main course|process|procedure|primary flow|primary path|success path steps",
    Kind.EXCEPTIONS: "exception|exceptions|error|errors|exceptions/errors|errors/exceptions|exception/error"
    "|error/exception|exceptions and errors|errors and exceptions|error conditions|error condition"
    "|exception conditions|error handling|exception handling|failure|failures|failure path|failure paths"
    "|failure modes|failure scenarios|exception path|exception paths|exception flow|exception flows"
    "|error path|error paths|error cases|exceptional cases|unhappy path|failure conditions|errors/failures"
    "|exceptions/failures|failures/exceptions|exceptions/error conditions|errors/warnings"
    "|exception scenarios|error scenarios|exceptional flows|possible errors|exceptions/errors path"
    "|extension|extensions",
    Kind.NOTES: "note|notes|remarks|additional notes|other notes|further notes|implementation notes",
    Kind.EVENT: "event|event name|trigger event",
    Kind.DIAGRAM: "diagram|diagrams|flowchart|flow chart|flow diagram|chart|use case diagram|mermaid"
    "|mermaid diagram|workflow diagram|process diagram|picture|event diagram|event flow diagram",
}
_KINDS = {spelling: kind for kind, text in _SPELLINGS.items() for spelling in text.split("|")}

_GROUPS = {"required": True, "mandatory": True, "obligatory": True, "optional": False}
_WORDS = "|".join(_GROUPS)
_GROUP = re.compile(
    rf"(?:the )?(?P<before>{_WORDS}) (?P<first>[^()]+)"
    rf"|(?P<second>[^()]+?)[ ,:(]+(?:all )?(?P<after>{_WORDS})\)?"
)
_BRACKETS = re.compile(r"(?P<name>[^()]+)\((?P<rest>[^()]*)\)")
_LABEL_NUMBER = re.compile(r"(?:section )?(?:\d+(?:\.\d+)*[.):]?|[a-z][.)]|[ivx]+[.)]) +(?=\D)")
_NOT_WORDS = re.compile(r"[^\w\s/,:()&-]+")


class Meaning(NamedTuple):
    """What a heading means: the section, whether all in it is required or optional, and what else it says."""

    kind: Kind
    required: bool | None = None
    rest: str = ""


UNKNOWN = Meaning(Kind.UNKNOWN)


@lru_cache(maxsize=2048)
def meaning(heading: str) -> Meaning:
    """Return what a heading (as Markdown) means.

    >>> meaning("**2. Input(s):**").kind
    <Kind.INPUTS: 'inputs'>
    """
    if len(heading) > 100:
        return UNKNOWN
    text = _normal(heading)
    if text in _KINDS:
        return Meaning(_KINDS[text])
    match = None if "*" in heading else _GROUP.fullmatch(text)
    if match:
        kind = _KINDS.get((match["first"] or match["second"]).strip(" :,-("), Kind.UNKNOWN)
        if kind is Kind.INPUTS:
            return Meaning(kind, _GROUPS[match["before"] or match["after"]])
        if kind is not Kind.UNKNOWN:
            return Meaning(kind)
    match = _BRACKETS.fullmatch(text)
    if match and match["name"].strip(" :") in _KINDS:
        return Meaning(_KINDS[match["name"].strip(" :")], rest=heading.strip())
    return UNKNOWN


def group(text: str) -> bool | None:
    """Say whether a label such as “Optional inputs:” makes what is below it required (True) or optional."""
    words = _normal(text) if len(text) < 60 else ""
    match = re.fullmatch(
        rf"(?:all )?({_WORDS})(?: (?:inputs?|fields?|data|items?|parameters?|artifacts?|ones))?", words
    )
    return _GROUPS[match[1]] if match else None


def _normal(heading: str) -> str:
    text = rules.fold(plain(heading)).strip(" :.")
    text = text.replace("(s)", "s").replace("(es)", "es").replace("&", " and ").replace(" or ", "/")
    text = _NOT_WORDS.sub(" ", text).replace("-", " ")
    text = re.sub(r" ?/ ?", "/", " ".join(text.split())).strip(" :/")
    return _LABEL_NUMBER.sub("", text, count=1).strip(" :/")


_ORNAMENT = re.compile(r"\A[^\w\s#*<>()\[\]`\\\x00-\x7f]+\s*")
_OWN_TITLE = re.compile(r"Use Case(?: (?P<label>\S+))?:(?: (?P<title>.*))?")
_PREFIX = re.compile(
    r"(?P<optional>[(\[]?optional[)\]]?[:\s-]+)?(?:use[\s_-]?case(?:[\s_-]+uc(?=[\s_#-]*\d))?|uc)(?![^\W\d_])"
    r"(?:[\s_]*(?:#|№|no\.?|nr\.?|number|id)(?!\w))?",
    re.IGNORECASE,
)
_NUMBER = re.compile(
    r"[\s_:#(-]*(?P<label>\d{1,6}[a-z]{0,3}(?:\.\d{1,6}[a-z]{0,3})*)\)?"
    r"(?:\s*[:.)|–—]\s*|\s*-(?=\s|[^\W\d_]{2})\s*|\s+|\Z)(?P<title>.*)",
    re.IGNORECASE | re.ASCII | re.DOTALL,
)
_ODD = re.compile(
    r"[\s_-]*\(?#?(?P<label>[ivxlc]+|tb[da]|todo|x{1,3}|nn?|[?#]+|n/a|[a-z]|[\w./&+-]{0,12}\d[\w./&+-]{0,12})\)?"
    r"(?:\s*[:–—]\s*|\s+-\s+|\Z)(?P<title>.*)",
    re.IGNORECASE | re.DOTALL,
)
_UNNUMBERED = re.compile(r"(?:\s*[:–—]|\s+-\s)\s*(?P<title>\S.*)", re.DOTALL)


class Title(NamedTuple):
    """The heading of a use case: its label as written, and its title as Markdown."""

    label: str
    title: str
    optional: bool


def usecase_title(heading: str, own: bool = False) -> Title | None:
    """Return what the heading of a use case says; None where it is another heading.

    >>> usecase_title("Use Case #3 - Data Intake (optional)")
    Title(label='3', title='Data Intake', optional=True)
    """
    text = heading.strip(" \t")
    if own:
        match = _OWN_TITLE.fullmatch(text)
        return marked(match["label"] or "", match["title"] or "", own=True) if match else None
    bare = re.sub(r"\A([*_]{1,3})(.*)\1\Z", r"\2", _ORNAMENT.sub("", text))
    prefix = _PREFIX.match(bare) if len(bare) < 5000 else None
    if prefix is None:
        return None
    rest = bare[prefix.end() :]
    match = _NUMBER.fullmatch(rest) or _ODD.fullmatch(rest) or _UNNUMBERED.fullmatch(rest)
    if match is None:
        return None
    title = marked(match.groupdict().get("label", ""), match["title"])
    return title._replace(optional=title.optional or bool(prefix["optional"]))


_MARK = re.compile(
    r"[\s*_]*(?:[(\[{][*_\s]*(?P<mark>optional|mandatory|required)[*_\s]*(?:use case)?[)\]}]"
    r"|[-–—,:][\s*_]*(?P<bare>optional|mandatory)[*_\s]*)[*_]*\s*",
    re.IGNORECASE,
)


def marked(label: str, title: str, own: bool = False) -> Title:
    """Return a title without the mark that says whether the use case is optional."""
    title = title.strip(" \t")
    if own:
        return Title(label, title.removesuffix(" (optional)"), title.endswith(" (optional)"))
    for match in _MARK.finditer(title):
        if match.end() == len(title) and match.start() > 0:
            word = (match["mark"] or match["bare"]).lower()
            return Title(label, title[: match.start()].strip(" \t"), word == "optional")
    return Title(label, title, False)
