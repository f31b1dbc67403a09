"""A small specification of a town library, which has a bit of everything."""

from archportal import spec

LIBRARY = spec.build(
    spec.Specification,
    {
        "format": "archportal/specification",
        "version": 1,
        "slug": "library",
        "title": "Town Library",
        "introduction": "How books come and go.\n\n## Who reads this\n\nEverybody at the *desk*.",
        "personas": [
            {
                "slug": "librarians",
                "name": "Librarians",
                "singular": "Librarian",
                "definition": "Know where every book is.",
                "goals": ["Find a book within a minute"],
                "pain_points": ["Books in the wrong shelf", "Torn pages\nand lost covers"],
            },
            {"slug": "readers", "name": "Readers & Guests", "singular": "Reader"},
            {"name": "Town Council"},
        ],
        "artifacts": [
            {"name": "Library card", "aliases": ["Card", "Pass, yearly"], "type": "object", "external": True},
            {"name": "Book", "description": "Paper only.\nNo magazines | no maps."},
        ],
        "use_cases": [
            {
                "slug": "lend-a-book",
                "number": "1",
                "title": "Lend a Book",
                "status": "approved",
                "tags": ["desk", "daily"],
                "event": "Book is handed over",
                "stories": [
                    {
                        "personas": ["readers", "librarians"],
                        "want": "take a book home",
                        "so_that": "I can read it in the evening",
                    },
                    {"personas": ["town-council"], "want": "our books read", "so_that": ""},
                ],
                "description": "The desk opens at nine.",
                "preconditions": ["The reader is in the hall.", "The desk is open.\nThe lights are on."],
                "inputs": [
                    {"name": "card"},
                    {"name": "Book", "description": "Any that is not reserved."},
                    {"name": "Period", "required": False, "default": "28 days"},
                ],
                "outputs": [{"name": "Loan", "description": "With the date of return."}, {"name": "Slip*"}],
                "success_path": [
                    {"text": "The card is read."},
                    {"text": "The book is stamped.", "optional": True},
                ],
                "exceptions": [
                    {"text": "The card is out of date.", "step": 1, "handling": "A new one is written."},
                    {"text": "The stamp is dry."},
                ],
                "notes": "- Ask about *rain covers*.",
            },
            {
                "slug": "clean-the-shelves",
                "number": "2",
                "title": "Clean the Shelves (all of them)",
                "optional": True,
                "inputs": [
                    {"name": "Water", "required": False},
                    {"name": "Cloth", "required": False},
                ],
            },
            {"slug": "plan-the-year", "number": "10", "title": "Plan the Year"},
        ],
    },
)
PERSONAS = {persona.slug: persona for persona in LIBRARY.personas}
LEND, CLEAN, PLAN = LIBRARY.use_cases
