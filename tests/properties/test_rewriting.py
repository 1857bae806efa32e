"""A plan does not depend on how its instance is written."""

from random import Random

from hypothesis import strategies

from models.instance import Instance
from tests.properties.rewriting import in_currency, in_pflops, renamed, reordered
from tests.properties.trying import SEEDS, both_efforts, hold, instances, near
from tests.solving import cost

FACTORS = strategies.sampled_from([1e-3, 0.1, 7.3, 1e4])


@both_efforts
def test_in_another_currency_a_plan_costs_as_many_times_more(effort: int) -> None:
    def claim(inst: Instance, factor: float) -> None:
        found_m, wanted_m = cost(in_currency(inst, factor)), cost(inst)
        assert near(found_m, None if wanted_m is None else wanted_m * factor)

    hold(effort, instances(), FACTORS, claim=claim)


@both_efforts
def test_in_another_unit_of_compute_a_plan_costs_the_same(effort: int) -> None:
    def claim(inst: Instance, factor: float) -> None:
        assert near(cost(in_pflops(inst, factor)), cost(inst))

    hold(effort, instances(), FACTORS, claim=claim)


@both_efforts
def test_names_do_not_matter(effort: int) -> None:
    def claim(inst: Instance, seed: int) -> None:
        case = inst.first_case
        tables = (case.regions, case.workloads, case.chips, case.tiers, case.links, case.slices, case.outages)
        old = [str(name) for table in (*tables, case.policies, case.budgets, case.commitments) for name in table]
        new = [f"n{number:03}" for number in range(len(old))]
        Random(seed).shuffle(new)
        assert near(cost(renamed(inst, dict(zip(old, new, strict=True)))), cost(inst))

    hold(effort, instances(), SEEDS, claim=claim)


@both_efforts
def test_order_does_not_matter(effort: int) -> None:
    def claim(inst: Instance, seed: int) -> None:
        assert near(cost(reordered(inst, Random(seed))), cost(inst))

    hold(effort, instances(), SEEDS, claim=claim)
