"""A small plan for 24 futures with long names, and what its page is made from."""

from itertools import product

from models.ids import PeriodId, ScenarioId
from models.instance import Instance
from models.tree import Branch, grow
from tests.cases import one_region

YEARS = (2026, 2027, 2028, 2029)
CONTROLS = ("loose", "tight", "ban")
HALVES = ("AI demand", "general demand", "domestic supply")


def many_futures() -> Instance:
    """Return the tree that parts in three in 2027 and each part in eight in 2028, 5 units being needed in each year."""
    case = one_region(years=YEARS).first_case
    branches = [Branch(ScenarioId("today"), 0.0)]
    for control in CONTROLS:
        branches.append(Branch(ScenarioId(control), 0.0, ScenarioId("today"), PeriodId("2027")))
        for sides in product(("low", "high"), repeat=len(HALVES)):
            name = ", ".join([control, *(f"{side} {half}" for side, half in zip(sides, HALVES, strict=True))])
            branches.append(Branch(ScenarioId(name), 1 / 24, ScenarioId(control), PeriodId("2028")))
    tree = grow(tuple(PeriodId(str(year)) for year in YEARS), branches)
    return Instance("many", tree, dict.fromkeys({outcome.scenario for outcome in tree.outcomes}, case))
