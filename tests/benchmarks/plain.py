"""The yardstick “plain”: read the content from one JSON file and join the text."""

import json
import sys

from tests.benchmarks import text


def main(path):
    with open(path, encoding="utf-8") as file:
        content = json.load(file)
    streams = [content.pop(key) for key in ("personas", "artifacts", "use_cases")]
    text.write(text.specification(content, *streams), sys.stdout.buffer)


if __name__ == "__main__":
    main(sys.argv[1])
