"""Invented documents: pseudo-random words, the same in every run."""

import random

SYLLABLES = ["ba", "de", "fi", "go", "lu", "ma", "ne", "pi", "ro", "su", "ta", "ve", "wi", "xo", "zu", "ka"]
PERSONAS = 10
STATUSES = ["draft", "in_review", "approved"]


class Writer:
    """Writes words, names and sentences, and whole use cases out of them."""

    def __init__(self, seed, use_cases):
        self.random = random.Random(f"archportal {seed}")
        self.words = ["".join(self.random.choices(SYLLABLES, k=k)) for k in (1, 2, 2, 3, 3, 4) * 60]
        # Half as many artifacts as use cases, so that most of them stand in several.
        names = (self.name(2) for _ in range(max(10, use_cases // 2)))
        self.artifacts = [f"{name} {number}" for number, name in enumerate(names, 1)]
        self.personas = [{"name": f"{self.name(2)}s {letter}"} for letter in "ABCDEFGHIJ"[:PERSONAS]]

    def sentence(self, least, most):
        return " ".join(self.random.choices(self.words, k=self.random.randint(least, most))).capitalize()

    def name(self, words):
        return self.sentence(words, words)

    def paragraphs(self, count):
        return "\n\n".join(self.sentence(25, 50) + "." for _ in range(count))

    def rows(self, least, most, row):
        return [row() for _ in range(self.random.randint(least, most))]

    def persona(self, persona):
        return {**persona, "definition": self.paragraphs(1), "goals": self.rows(1, 3, self.text)}

    def text(self):
        return self.sentence(6, 14)

    def use_case(self, number, slugs):
        """Return the data of a use case whose stories speak of these personas."""
        artifacts = iter(self.random.sample(self.artifacts, 8))
        return {
            "number": str(number),
            "title": f"{self.name(3)} {number}",
            "optional": self.random.random() < 0.2,
            "status": self.random.choice(STATUSES),
            "tags": self.random.sample(self.words, 2),
            "stories": self.rows(1, 3, lambda: self.story(slugs)),
            "description": self.paragraphs(2),
            "inputs": self.rows(3, 5, lambda: self.input(next(artifacts))),
            "outputs": self.rows(1, 3, lambda: {"name": next(artifacts), "description": self.text()}),
            "success_path": self.rows(3, 5, lambda: {"text": self.text()}),
            "exceptions": self.rows(3, 5, self.exception),
        }

    def story(self, slugs):
        personas = self.random.sample(slugs, self.random.randint(1, 2))
        return {"personas": personas, "want": self.text(), "so_that": self.text()}

    def input(self, name):
        return {"name": name, "required": self.random.random() < 0.7, "description": self.text()}

    def exception(self):
        return {"text": self.text(), "step": self.random.randint(1, 3), "handling": self.text()}
