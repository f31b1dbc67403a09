"""Names that probably mean the same thing, and names that only look alike."""

import time
from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from archportal.spec import rules
from archportal.spec.nearness import misspelt, near, near_pairs, one_slip, shape_of

NEAR = [
    ("data card final", "Final data card"),
    ("Filtered dataset", "Filtered data"),
    ("Filtered data set", "Filtered data"),
    ("Data cards", "Data card"),
    ("Datacard", "Data card"),
    ("DataCard", "Data card"),
    ("Data-card", "Data card"),
    ("Meta data for transforms", "Metadata for transforms"),
    ("Transform metadata", "Metadata for transforms"),
    ("Evaluation results", "Results of the evaluation"),
    ("Model evalution results", "Model evaluation results"),
    ("Model evaluaiton result", "Model evaluation results"),
    ("Labeled data", "Labelled data"),
    ("Ground-truth label", "Ground truth labels"),
    ("Test data", "Testing data"),
    ("Containerised model", "Containerized model"),
    ("Seperate report", "Separate report"),
    ("Model SALE", "Model SALE (Summary of Assumptions, Limitations and Errors)"),
    ("Quality assurance (QA) plan", "Quality assurance plan"),
    ("The deployment document", "Deployment document"),
    ("Deployment docs", "Deployment document"),
    ("Données brutes", "Donnees brutes"),
    ("data raw", "Raw data"),
    ("E-mail adress", "Email address"),
    ("Analyses", "Analysis"),
    ("User's guide", "User guide"),
    ("Licence", "Licenses"),
    ("Assumptions & limitations", "Assumptions and limitations"),
    ("Card of the model", "Model card"),
    ("API spec", "API specification"),
    ("Approval request", "Approval requests"),
    ("Infrence endpoint", "Inference endpoint"),
    ("Registry entry", "Registry entries"),
]
APART = [
    ("Model v1", "Model v2"),
    ("Model 1.0", "Model 10"),
    ("Model 1", "Model 11"),
    ("Model", "Model A"),
    ("Model A", "Model B"),
    ("Model A report", "Model report"),
    ("A/B test", "B test"),
    ("Model card", "Model cart"),
    ("Inference log", "Interference log"),
    ("Deployment plan", "Employment plan"),
    ("Pre-training data", "Training data"),
    ("Validation data", "Variation data"),
    ("Batch job", "Batch log"),
    ("Hyperparameters", "Parameters"),
    ("Labels", "Labelled data"),
    ("Source data", "Data source"),
    ("Endpoint URL", "Endpoint URI"),
    ("User role", "User rule"),
    ("Service level 1", "Service level 2"),
    ("Request", "Requester"),
    ("Training data", "Testing data"),
    ("Input data", "Output data"),
    ("Data model", "Model data"),
    ("Test data", "Data test"),
    ("Raw data", "Row data"),
    ("Raw data", "Draft data"),
    ("Data card", "Model card"),
    ("Data card", "Final data card"),
    ("Draft data card", "Final data card"),
    ("Test report", "Text report"),
    ("Content report", "Consent report"),
    ("Content", "Context"),
    ("Contract", "Contrast"),
    ("Format", "Formal"),
    ("Upload log", "Unload log"),
    ("Encryption key", "Decryption key"),
    ("Prediction log", "Production log"),
    ("Structured data", "Unstructured data"),
    ("Valid rows", "Invalid rows"),
    ("Compliant model", "Non-compliant model"),
    ("User data model", "User model data"),
    ("Report (draft)", "Report (final)"),
    ("C code", "C++ code"),
    ("C# code", "C++ code"),
    ("Metric", "Metadata"),
    ("Train data", "Trained data"),
    ("Policy", "Police"),
    ("2024 figures", "2025 figures"),
    ("Protection plan", "Projection plan"),
    ("数据一", "数据二"),
    ("Raw data", "raw  DATA"),
    ("Metadata settings", "Meta dataset tings"),
    ("!", "?"),
]
WORDS = [
    "data",
    "dataset",
    "card",
    "cards",
    "evaluation",
    "evalation",
    "evaluatoin",
    "results",
    "result",
    "of",
    "the",
    "final",
    "filtered",
    "1",
]
PHRASES = st.lists(st.sampled_from(WORDS), min_size=1, max_size=4).map(" ".join)
NAMES = st.text(alphabet="abdetx 1.-()é数", max_size=12) | st.text(max_size=20)


@pytest.mark.parametrize(("one", "other"), NEAR)
def test_names_that_probably_mean_the_same_are_near(one, other):
    assert near(one, ["Anything else", other]) == [other]
    assert near(other, [one]) == [one]
    assert near_pairs([one, other]) == [(one, other)]


@pytest.mark.parametrize(("one", "other"), APART)
def test_names_that_only_look_alike_are_not_near(one, other):
    assert near(one, [other]) == near(other, [one]) == near_pairs([one, other]) == []


def test_the_likeliest_name_comes_first():
    names = ["Final card data", "Final dta card", "Finall data card", "Datacard final", "Final data cards"]

    assert near("Final data card", names) == ["Final data cards", "Finall data card"]


def test_what_is_written_in_other_case_or_spacing_is_the_same_name():
    assert near_pairs(["Raw data", "RAW  data"]) == []


@given(st.lists(NAMES | PHRASES, max_size=8, unique_by=rules.name_key))
def test_the_pairs_are_what_each_name_is_near_to(names):
    expected = [(one, other) for one, other in combinations(names, 2) if near(one, [other])]

    assert near_pairs(names) == expected
    assert all(near(other, [one]) for one, other in expected)
    assert not any(near(name, [name]) for name in names)


@given(st.text(alphabet="abcdefgh", min_size=5, max_size=12), st.data())
def test_any_one_slip_is_found(word, data):
    place = data.draw(st.integers(0, len(word) - 2))
    swapped = word[:place] + word[place + 1] + word[place] + word[place + 2 :]
    dropped = word[:place] + word[place + 1 :]

    assert one_slip(word, dropped)
    assert one_slip(dropped, word)
    assert swapped == word or one_slip(word, swapped)


@given(st.text(max_size=12), st.text(max_size=12))
def test_a_misspelling_is_one_both_ways(one, other):
    assert misspelt(one, other) == misspelt(other, one)
    assert not misspelt(one, one)


def test_every_name_has_a_shape():
    assert shape_of("").words == ()
    assert shape_of("…").words == ()


def test_whole_dictionaries_are_compared_quickly():
    places = [
        "intake",
        "storage",
        "review",
        "release",
        "archive",
        "search",
        "export",
        "billing",
        "support",
        "audit",
    ]
    things = [
        "report",
        "record",
        "summary",
        "schedule",
        "picture",
        "contract",
        "forecast",
        "invoice",
        "ledger",
        "plan",
    ]
    names = [f"{place} {thing} {n}" for n in range(100) for place in places for thing in things]
    started = time.process_time()

    assert near_pairs([*names, "Intake reprot 7"]) == [("intake report 7", "Intake reprot 7")]
    assert near("Reviw summary 12", names) == ["review summary 12"]

    assert time.process_time() - started < 5


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("का सूची", "की सूची"),
        ("हिन्दी", "हिन्दु"),
        ("かき", "かぎ"),
        ("ข้อมูล", "ขอมล"),
        ("数据", "数椐"),
    ],
)
def test_signs_that_are_letters_make_another_name(one, other):
    assert near_pairs([one, other]) == []


@pytest.mark.parametrize(
    ("one", "other"),
    [("Café data", "Cafe data"), ("בָּנק", "בנק"), ("की सूची", "की-सूची"), ("ガイド", "ガイド.")],
)
def test_accents_and_points_make_no_other_name(one, other):
    assert near_pairs([one, other]) == [(one, other)]
