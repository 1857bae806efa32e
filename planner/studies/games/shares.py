"""Plain rules to divide a cost by, for comparison; and the division that the duals of a relaxation give."""

from collections.abc import Mapping, Sequence


def in_proportion(total_m: float, weights: Mapping[str, float]) -> dict[str, float]:
    """Return a cost divided in proportion to weights; equally where all are 0."""
    whole = sum(weights.values())
    return {name: total_m * (w / whole if whole > 0 else 1.0 / len(weights)) for name, w in weights.items()}


def equally(total_m: float, parties: Sequence[str]) -> dict[str, float]:
    """Return the same payment for each."""
    return dict.fromkeys(parties, total_m / len(parties))


def with_equal_savings(total_m: float, alone_m: Mapping[str, float]) -> dict[str, float]:
    """Return payments with which each saves the same against being alone."""
    saving_m = (sum(alone_m.values()) - total_m) / len(alone_m)
    return {name: cost_m - saving_m for name, cost_m in alone_m.items()}


def by_duals(total_m: float, worth_m: Mapping[str, float]) -> dict[str, float]:
    """Return what each pays when its demand and what it brings are valued at the duals of a relaxation.

    G. Owen, On the core of linear production games, 1975: where the relaxation costs what the plan costs, no coalition
    can do better, as the duals bound its cost too. What the plan costs more than the relaxation, by whole numbers and
    gaps, belongs to nobody; it is divided in proportion to the payments, where all are at least 0, else equally.

    Parameters
    ----------
    worth_m
        By party, the sum of duals times the sides it brings; together the cost of the relaxation.
    """
    rest_m = total_m - sum(worth_m.values())
    is_positive = min(worth_m.values()) >= 0.0
    rest = in_proportion(rest_m, worth_m) if is_positive else equally(rest_m, tuple(worth_m))
    return {name: amount_m + rest[name] for name, amount_m in worth_m.items()}
