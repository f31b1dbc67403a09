"""Documents with texts that try to be something else."""

from hypothesis import strategies as st

from archportal.spec import Specification, rules

NASTY = [
    "*", "**", "Raw data*", "`code`", "``", "```", "~~~", "# Heading", "## Inputs", "###### x ######", "|",
    "a | b", '"quoted"', "it's", "<b>bold</b>", "<!-- archportal use-case {} -->", "-->", "--",
    "<script>alert(1)</script>", "&amp;", "&#60;", "&#060;", "שלום עולם", "مرحبا", "🚀", "👩\u200d🔬",
    "- item", "+ item", "1. one", "12) two", "end", "None", "none", "N/A", "(optional)", "(required)",
    "[optional]", "optional", "Optional: x", "(default: 3)", "As a", "As a user", "I want to", "so that",
    "to", ";", "a; b", "Use Case 3:", "Use Case 3: Data", "At step 2:", "step 3", " – ", "–", " - ", ": ",
    "\\", "\\\\", "\\*", "[link](http://example.org)", "![image](x.png)", "https://example.org",
    "www.example.org", "a@example.org", "_emphasis_", "snake_case_name", "__init__", "~~gone~~", "$x$",
    "===", "---", "***", "> quote", "    code", "\t", "  ", "\xa0", "\u2003", "x.", "x!", "…", "(", ")",
    "a)", "<br>", "<details>", "* = required input", "All inputs are optional.", "*No story yet.*", "yes",
    "Goals", "Data, more", "{", "}", "#", " #", "C #", "\ufeff", "\u200b", "@user", ":tada:", "[^1]",
    "[x]: http://example.org", "<https://example.org>", ":-:", ":-", "%%", "%", "e\u0301",
]  # fmt: skip

words = st.one_of(
    st.sampled_from(NASTY),
    st.text(alphabet="abc XYZ019.,;:!?()[]{}<>*_`~#|\\/-+='\"&%$@^–é🚀\u00a0", max_size=8),
)


def _joined(parts, between):
    return between.join(parts)


def _lines(limit=200):
    """Return texts of one line as a document holds them."""
    joined = st.builds(_joined, st.lists(words, min_size=1, max_size=4), st.sampled_from(["", " "]))
    return joined.map(_storable).map(rules.one_line).map(lambda text: text[:limit].strip(" "))


def _storable(text):
    return "".join(c for c in text if rules.forbidden_character(c) is None)


lines = _lines()
names = lines.filter(bool)
keyed = names.filter(rules.name_key)
breaks = st.sampled_from(["\n", "\n\n", "\n\n\n", "\n  ", "\n    ", " \n", "\n\t", " "])
texts = st.lists(st.tuples(words, breaks), max_size=5).map(
    lambda parts: rules.lines(_storable("".join(word + between for word, between in parts)))
)
filled_texts = texts.filter(bool)
slugs = names.map(lambda text: rules.slug_of(text, "x")).filter(lambda slug: rules.is_slug(slug))
numbers = st.from_regex(r"(?:[1-9][0-9]{0,2}[a-c]?(?:\.[1-9])?)?", fullmatch=True)
tags = _lines(50).filter(bool)

personas = st.fixed_dictionaries(
    {
        "slug": slugs, "name": keyed, "singular": lines, "definition": texts,
        "goals": st.lists(filled_texts, max_size=2), "pain_points": st.lists(filled_texts, max_size=2),
    }
)  # fmt: skip
artifacts = st.fixed_dictionaries(
    {
        "name": keyed, "aliases": st.lists(keyed, max_size=2), "description": texts,
        "external": st.booleans(),
        "type": st.sampled_from(["", "text", "file", "list"]),
    }
)  # fmt: skip


def _stories(people):
    named = st.lists(st.sampled_from(people), max_size=3) if people else st.just([])
    return st.fixed_dictionaries({"personas": named, "want": lines, "so_that": lines})


def usecases(people=()):
    """Return use cases whose stories are told by these personas."""
    return st.fixed_dictionaries(
        {
            "slug": slugs, "number": numbers, "title": names, "optional": st.booleans(),
            "status": st.sampled_from(["draft", "in_review", "approved"]), "tags": st.lists(tags, max_size=2),
            "stories": st.lists(_stories(list(people)), max_size=3), "description": texts, "event": lines,
            "preconditions": st.lists(filled_texts, max_size=2),
            "inputs": st.lists(
                st.fixed_dictionaries(
                    {"name": keyed, "required": st.booleans(), "default": lines, "description": texts}
                ),
                max_size=3,
            ),
            "outputs": st.lists(st.fixed_dictionaries({"name": keyed, "description": texts}), max_size=2),
            "success_path": st.lists(
                st.fixed_dictionaries({"text": filled_texts, "optional": st.booleans()}), max_size=3
            ),
            "exceptions": st.lists(
                st.fixed_dictionaries(
                    {"text": filled_texts, "step": st.none() | st.integers(1, 12), "handling": texts}
                ),
                max_size=3,
            ),
            "notes": texts,
        }
    )  # fmt: skip


def _unique(rows, *keys):
    seen = set()
    kept = []
    for row in rows:
        found = {(place, value) for place, key in enumerate(keys) for value in key(row) if value}
        if not found & seen:
            kept.append(row)
        seen |= found
    return kept


@st.composite
def specifications(draw):
    """Return whole specifications."""
    people = _unique(
        draw(st.lists(personas, max_size=3)), lambda p: [p["slug"]], lambda p: [rules.name_key(p["name"])]
    )
    things = _unique(
        draw(st.lists(artifacts, max_size=3)),
        lambda a: {rules.name_key(name) for name in [a["name"], *a["aliases"]]},
    )
    for thing in things:
        keys = [rules.name_key(thing["name"])]
        thing["aliases"] = [
            alias
            for alias in thing["aliases"]
            if rules.name_key(alias) not in keys and not keys.append(rules.name_key(alias))
        ]
    cases = _unique(
        draw(st.lists(usecases([person["slug"] for person in people]), max_size=3)),
        lambda u: [u["slug"]],
        lambda u: [u["number"]],
    )
    return Specification(
        format="archportal/specification",
        version=1,
        slug=draw(slugs),
        title=draw(names),
        introduction=draw(texts),
        personas=people,
        artifacts=things,
        use_cases=cases,
    )
