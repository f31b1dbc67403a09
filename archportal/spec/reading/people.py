"""Finding the personas that a text speaks of: by anchor, former anchor, name or singular."""

import re
from collections.abc import Iterable, Mapping, Sequence
from urllib.parse import unquote

from archportal.spec import rules
from archportal.spec.documents import Persona
from archportal.spec.reading.inline import Link
from archportal.spec.reading.remarks import Remarks, quoted

_ARTICLE = re.compile(
    r"(?:as\s+)?(?:either |both )?(?:an?/an?|a\(n\)|an?|the|any|each|every|my|our|other)\s+"
    r"(?:member of (?:the |an? )?)?(?=\S)",
    re.IGNORECASE,
)
_ACRONYM = re.compile(r"(?P<long>[^()]+?)\s*\((?P<short>[^()]+)\)\s*(?P<rest>[^()]*)")


class People:
    """The personas of one import, and those of the portal that it may speak of."""

    def __init__(self, known: Sequence[Persona], former: Mapping[str, str]) -> None:
        self.portal = {persona.slug: persona for persona in known}
        self.listed: dict[str, Persona] = {}
        self.used: dict[str, None] = {}
        self.anchors: dict[str, list[str]] = {}
        self.keys: dict[str, str] = {}
        self.loose: dict[str, str] = {}
        self.made: set[str] = set()
        self.former = {rules.name_key(old): slug for old, slug in former.items()}
        for persona in known:
            self._learn(persona)

    @property
    def personas(self) -> list[Persona]:
        """The personas that the import has, and those of the portal that it speaks of, in their order."""
        spoken_of = [p for slug, p in self.portal.items() if slug in self.used and slug not in self.listed]
        listed = list(self.listed.values())
        new = [persona for persona in listed if persona.slug in self.made]
        return [*(p for p in listed if p.slug not in self.made), *spoken_of, *new]

    def add(self, persona: Persona, anchor: str | None = None) -> None:
        """Take in a persona that the import has."""
        self.listed[persona.slug] = persona
        self._learn(persona, first=True)
        if anchor is not None:
            self.anchors.setdefault(anchor, []).append(persona.slug)

    def named(self, name: str) -> str | None:
        """Return the slug of the persona with this name, singular or former name."""
        key = rules.name_key(name)
        slug = self.keys.get(key) or self.former.get(key)
        return slug or self.loose.get(loose_key(name))

    def slug_of_name(self, name: str) -> str | None:
        """Return the slug of the portal's persona that has or had exactly this name."""
        key = rules.name_key(name)
        exact = (slug for slug, persona in self.portal.items() if rules.name_key(persona.name) == key)
        return next(exact, None) or self.former.get(key)

    def linked(self, link: Link, line: int, remarks: Remarks) -> str:
        """Return the slug of the persona that a link leads to; a new one where none is found."""
        fragment = unquote(link.url.partition("#")[2]).removeprefix("user-content-").lower()
        by_anchor, by_name = self._anchored(fragment, link.text), self.named(link.text)
        if by_anchor and by_name and by_anchor != by_name and not self._is_called(by_anchor, link.text):
            remarks.warn(
                line, f"The link {quoted(link.text)} leads to another persona, “{by_anchor}”; that was taken."
            )
        found = by_anchor or by_name
        if found:
            self._use(found, link.text)
            if not by_anchor and "#" in link.url:
                remarks.note(
                    line, f"There is no anchor “#{fragment}”; {quoted(link.text)} was found by its name."
                )
            return found
        return self._new(link.text or fragment.replace("-", " "), fragment, line, remarks)

    def spoken(self, name: str, line: int, remarks: Remarks) -> str:
        """Return the slug of the persona that is called so; a new one where none is found."""
        name = without_article(name)
        found = self.named(name)
        if found:
            self._use(found, name)
            return found
        return self._new(name, "", line, remarks)

    def _use(self, slug: str, text: str) -> None:
        """Note that a text speaks of a persona; one whose singular nobody gave takes it from the text."""
        self.used[slug] = None
        persona, known = self.listed.get(slug), self.portal.get(slug)
        if persona is None or "singular" in persona.model_fields_set or (known and known.singular):
            return
        singular = rules.singular_of(persona.name)
        if singular != persona.name and rules.name_key(text) == rules.name_key(singular):
            self.listed[slug] = persona.model_copy(update={"singular": rules.one_line(text)})

    def _is_called(self, slug: str, text: str) -> bool:
        persona = self.listed.get(slug) or self.portal.get(slug)
        return persona is not None and rules.name_key(text) in (
            rules.name_key(persona.one),
            rules.name_key(persona.name),
        )

    def _anchored(self, fragment: str, text: str) -> str | None:
        slugs = self.anchors.get(fragment, [])
        if len(slugs) > 1:
            return next((slug for slug in slugs if self._is_called(slug, text)), slugs[0])
        if slugs:
            return slugs[0]
        if not fragment:
            return None
        if fragment in self.listed or fragment in self.portal:
            return fragment
        return self.former.get(rules.name_key(fragment)) or self.loose.get(f"#{re.sub('-+', '-', fragment)}")

    def _new(self, name: str, fragment: str, line: int, remarks: Remarks) -> str:
        name = rules.one_line(name)[: rules.LINE_LIMIT].strip() or "Somebody"
        plural = name + "s"
        is_plural = bool(fragment) and rules.anchor(plural) == fragment
        full = plural if is_plural and len(plural) <= rules.LINE_LIMIT else name
        slug = rules.free_slug(rules.persona_slug_of(full), {*self.listed, *self.portal})
        persona = Persona(slug=slug, name=full, singular=name if full != name else "")
        self.add(persona, fragment or None)
        self.made.add(slug)
        self.used[slug] = None
        remarks.warn(line, f"The persona {quoted(name)} is not known; it was added without a definition.")
        return slug

    def _learn(self, persona: Persona, first: bool = False) -> None:
        names = [persona.name, persona.singular, rules.singular_of(persona.name)]
        for name in filter(None, names):
            _set(self.keys, rules.name_key(name), persona.slug, first)
        for name in filter(None, names):
            for variant in variants(name):
                _set(self.loose, loose_key(variant), persona.slug, first)
        for anchor in (persona.slug, rules.anchor(persona.name)):
            _set(self.loose, f"#{re.sub('-+', '-', anchor)}", persona.slug, first)
        for name in filter(None, names):
            _set(self.loose, f"#{re.sub('-+', '-', rules.anchor(name))}", persona.slug, first=False)


def _set(table: dict[str, str], key: str, slug: str, first: bool) -> None:
    if first:
        table[key] = slug
    else:
        table.setdefault(key, slug)


def without_article(name: str) -> str:
    """Return a name without “a”, “an” or “the” before it.

    >>> without_article("an ML Engineer")
    'ML Engineer'
    """
    return (
        _ARTICLE.sub("", name.strip(" \t,.;:"), count=1)
        if _ARTICLE.match(name.strip(" \t,.;:"))
        else name.strip(" \t,.;:")
    )


def variants(name: str) -> Iterable[str]:
    """Return the name; where it has an abbreviation in brackets, also without it and with it alone."""
    match = _ACRONYM.fullmatch(name)
    if match is None:
        return (name,)
    rest = match["rest"]
    return name, f"{match['long']} {rest}".strip(), f"{match['short']} {rest}".strip()


def loose_key(name: str) -> str:
    """Return what two spellings of a name have in common: singular and plural, “&” and “and” are alike.

    >>> loose_key("Security and Compliance Officer") == loose_key("Security & Compliance Officers")
    True
    """
    text = rules.name_key(name).replace("&", " and ")
    words = re.findall(r"\w+|/", text)
    return " ".join(
        word[:-1] if len(word) > 3 and word.endswith("s") and not word.endswith("ss") else word
        for word in words
    )
