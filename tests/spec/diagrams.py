"""Use cases whose pictures differ in everything that a picture can differ in."""

from hypothesis import strategies as st

from archportal.spec import UseCase, rules

DATA_INTAKE = UseCase(
    number="1",
    title="Data Intake",
    inputs=[{"name": "Raw data"}, {"name": "Collection form"}],
    outputs=[{"name": "Catalogued data"}, {"name": "Draft data card"}],
    exceptions=[{"text": "The form is incomplete."}, {"text": "The store cannot be reached.", "step": 2}],
)

MODEL_CARD = UseCase(
    number="15",
    title="Model Card",
    event="Model card created",
    optional=True,
    inputs=[
        {"name": "Model overview"},
        {"name": "Evaluation results of every release candidate", "required": False},
        {"name": "Trust score", "required": False},
    ],
    outputs=[{"name": "Model card"}],
    exceptions=[{"text": f"Section {n} of the card cannot be filled."} for n in range(1, 10)],
)

MARKUP = UseCase(
    number="3a",
    title='The "end" <of> & all; # 100 %',
    inputs=[{"name": "1. `first`", "required": False}, {"name": "a]b[c", "required": False}],
    outputs=[{"name": "نتيجة الاختبار"}, {"name": "测试报告🚀"}],
    exceptions=[{"text": "- one\n- two"}],
)

TITLE_ONLY = UseCase(title="Nothing yet")

EVERY_INPUT = UseCase(
    number="12",
    title="Audit",
    inputs=[{"name": f"Evidence of the control number {n}", "required": n % 3 > 0} for n in range(1, 13)],
    outputs=[{"name": "Certificate"}],
)

SAMPLES = {
    "data-intake": DATA_INTAKE,
    "model-card": MODEL_CARD,
    "markup": MARKUP,
    "title-only": TITLE_ONLY,
    "every-input": EVERY_INPUT,
}

texts = st.text(st.characters(exclude_categories=["Cc", "Cs", "Cn"]), min_size=1, max_size=80).filter(
    rules.lines
)
use_cases = st.fixed_dictionaries(
    {
        "title": texts,
        "optional": st.booleans(),
        "inputs": st.lists(st.fixed_dictionaries({"name": texts, "required": st.booleans()}), max_size=8),
        "outputs": st.lists(st.fixed_dictionaries({"name": texts}), max_size=4),
        "exceptions": st.lists(st.fixed_dictionaries({"text": texts}), max_size=9),
    }
).map(UseCase.model_validate)
