"""The yardsticks' own way of writing the JSON: joined text, nothing validated."""

from json.encoder import encode_basestring as quote

LITERALS = {True: "true", False: "false", None: "null"}


def value(content, indent):
    if isinstance(content, str):
        return quote(content)
    if isinstance(content, list):
        return array([value(item, indent + "  ") for item in content], indent)
    if isinstance(content, dict):
        return record(content, indent)
    return LITERALS[content] if content is None or isinstance(content, bool) else str(content)


def record(content, indent):
    deeper = indent + "  "
    lines = [f'{deeper}"{key}": {value(item, deeper)}' for key, item in content.items()]
    return "{\n" + ",\n".join(lines) + f"\n{indent}}}"


def array(items, indent):
    if not items:
        return "[]"
    separator = f",\n{indent}  "
    return f"[\n{indent}  {separator.join(items)}\n{indent}]"


def specification(head, personas, artifacts, use_cases):
    """Yield the JSON of a specification: the keys at its head, then three streams of records."""
    yield record(head, "").removesuffix("\n}")
    for key, rows in (("personas", personas), ("artifacts", artifacts), ("use_cases", use_cases)):
        opening = f',\n  "{key}": [\n    '
        for row in rows:
            yield opening + record(row, "    ")
            opening = ",\n    "
        yield "\n  ]"
    yield "\n}\n"


def write(pieces, file):
    """Write the pieces in blocks of about 64 KiB."""
    block, size = [], 0
    for piece in pieces:
        block.append(piece)
        size += len(piece)
        if size >= 65536:
            file.write("".join(block).encode())
            block, size = [], 0
    file.write("".join(block).encode())
