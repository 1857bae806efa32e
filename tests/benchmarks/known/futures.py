"""A choice now and what may come of it: the tree of futures among which nobody can tell at first."""

from collections.abc import Mapping

from models.ids import PeriodId, ScenarioId
from models.instance import Case, Instance
from models.tree import Branch, grow


def undecided(futures: Mapping[str, tuple[float, Case]], known_from: PeriodId, name: str) -> Instance:
    """Return the instance in which one of the futures holds, but decisions are the same in all until it is known which.

    Parameters
    ----------
    futures
        By name, the probability and the data of each.
    """
    branches = [
        Branch(ScenarioId(future), probability, decisions_from=known_from)
        for future, (probability, _) in futures.items()
    ]
    periods = tuple(next(iter(futures.values()))[1].periods)
    return Instance(name, grow(periods, branches), {ScenarioId(future): case for future, (_, case) in futures.items()})
