"""Small specifications for the checks: use cases that lack nothing, unless a test takes it away."""

from archportal.spec import Specification, checks


def use_case(number, needs=(), gives=("Result",), **values):
    """Return a use case as JSON; needs that end in `?` are optional."""
    return {
        "slug": f"case-{number or 'x'}".replace(".", "-"),
        "number": str(number),
        "title": f"Case {number}",
        "stories": [{"personas": ["testers"], "want": f"have case {number}", "so_that": "it is checked"}],
        "inputs": [{"name": name.rstrip("?"), "required": not name.endswith("?")} for name in needs],
        "outputs": [{"name": name} for name in gives],
        "success_path": [{"text": f"Case {number} is done."}],
        "exceptions": [{"text": f"Case {number} fails."}],
        **values,
    }


def artifact(name, **values):
    """Return an entry of the dictionary as JSON."""
    return {"name": name, "type": "file", **values}


def specification(*use_cases, artifacts=(), **values):
    """Return a specification of these use cases; artifacts given as texts come from outside."""
    return Specification(
        format="archportal/specification",
        version=1,
        title="Made",
        personas=values.pop("personas", [{"name": "Testers", "definition": "They test."}]),
        artifacts=[artifact(one, external=True) if isinstance(one, str) else one for one in artifacts],
        use_cases=use_cases,
        **values,
    )


def described(text, **values):
    """Return a specification with two use cases, the first with this description."""
    return specification(use_case(1, description=text), use_case(2), **values)


def found(check, made):
    """Return what one check finds."""
    return [finding for finding in checks.findings(made) if finding.check == check]


def sentences(check, made):
    """Return what one check says."""
    return [finding.sentence for finding in found(check, made)]


def mended(check, fix, made):
    """Return the specification after a fix of the first finding of a check, which then is gone."""
    finding = found(check, made)[0]
    assert fix in finding.fixes
    after = checks.fixed(made, finding, fix)
    assert finding.fingerprint not in {one.fingerprint for one in checks.findings(after)}
    return Specification.model_validate(after.model_dump())
