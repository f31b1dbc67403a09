"""What a reader of Markdown shows: the judge of what archportal writes."""

from itertools import pairwise

from markdown_it import MarkdownIt

PARSER = MarkdownIt("commonmark").enable(["table", "strikethrough"])
MARKUP = {"paragraph", "inline", "text", "softbreak", "hardbreak"}


def flat(tokens):
    """Return all tokens, nested ones included."""
    return [deep for token in tokens for deep in (token, *flat(token.children or []))]


def shown(markdown, *allowed):
    """Return the text that Markdown shows, and assert that nothing in it is markup but what is allowed."""
    tokens = flat(PARSER.parse(markdown))
    kinds = {token.type.removesuffix("_open").removesuffix("_close") for token in tokens}
    assert kinds <= MARKUP | set(allowed), (markdown, kinds)
    return "".join(
        "\n" if token.type.endswith("break") else token.content for token in tokens if is_text(token)
    )


def is_text(token):
    return token.type in ("text", "softbreak", "hardbreak")


def markdown_items(markdown):
    """Return how many items the lists in it have."""
    return sum(token.type == "list_item_open" for token in PARSER.parse(markdown))


def headings(markdown):
    """Return level and source of each heading outside of lists and quotations."""
    tokens = PARSER.parse(markdown)
    return [
        (token.tag, following.content)
        for token, following in pairwise(tokens)
        if token.type == "heading_open" and token.level == 0
    ]
