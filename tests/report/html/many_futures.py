"""24 futures with long names, which part twice, and how much is needed in each."""

from itertools import product

from models.ids import PeriodId, ScenarioId
from models.instance import Instance
from models.tree import Branch, grow
from tests.cases import one_region

YEARS = (2026, 2027, 2028, 2029)
CONTROLS = ("loose", "tight", "ban")
HALVES = ("AI demand", "general demand", "domestic supply")


def many_futures() -> Instance:
    """Return the tree that parts in three in 2027 and each part in eight in 2028.

    Units are bought for a year. 5 of them are needed in 2026 and 2027; then 4, and 2 more for each side that is high.
    """
    branches = [Branch(ScenarioId("today"), 0.0)]
    for control in CONTROLS:
        branches.append(Branch(ScenarioId(control), 0.0, ScenarioId("today"), PeriodId("2027")))
        for sides in product(("low", "high"), repeat=len(HALVES)):
            name = ", ".join([control, *(f"{side} {half}" for side, half in zip(sides, HALVES, strict=True))])
            branches.append(Branch(ScenarioId(name), 1 / 24, ScenarioId(control), PeriodId("2028")))
    tree = grow(tuple(PeriodId(str(year)) for year in YEARS), branches)
    scenarios = dict.fromkeys(outcome.scenario for outcome in tree.outcomes)
    return Instance("many", tree, {name: _needed(name.count("high")).first_case for name in scenarios})


def _needed(high: int) -> Instance:
    later = 2.0 * (4 + 2 * high)
    return one_region({"2026": 10.0, "2027": 10.0, "2028": later, "2029": later}, years=YEARS)
