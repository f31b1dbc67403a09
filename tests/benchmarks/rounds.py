"""Rounds: a machine is never alone, so what is compared is measured in turn, and the median counts."""

from statistics import median


def interleaved(rounds, measures):
    """Call each measure once a round, and return the list of the rounds' results by name.

    The first round warms up and does not count; every other round goes backwards, so that none of them
    always comes first.
    """
    results = {name: [] for name in measures}
    for number in range(rounds + 1):
        for name in list(measures)[:: 1 if number % 2 else -1]:
            result = measures[name]()
            if number:
                results[name].append(result)
    return results


def ratio(results, name, yardstick, value=float):
    """Return the median of the rounds' ratios."""
    pairs = zip(results[name], results[yardstick], strict=True)
    return median(value(result) / value(base) for result, base in pairs)


def middle(results, name, value=float):
    """Return the median of the rounds' results."""
    return median(value(result) for result in results[name])
