"""A whole costs what its parts cost, where nothing comes whole, once, or under one limit for several."""

from random import Random

from models.instance import Case, single
from tests.properties.simple import apart, only, smooth, split
from tests.properties.trying import SEEDS, both_efforts, cases, hold, near
from tests.solving import cost


@both_efforts
def test_regions_that_share_nothing_cost_the_sum_of_their_own_plans(effort: int) -> None:
    def claim(case: Case) -> None:
        case = apart(case)
        alone_m = [cost(single(only(case, r))) for r in case.regions]
        wanted_m = None if None in alone_m else sum(part for part in alone_m if part is not None)
        assert near(cost(single(case)), wanted_m)

    hold(effort, cases(), claim=claim)


@both_efforts
def test_a_region_in_two_halves_with_a_free_link_between_them_costs_the_same(effort: int) -> None:
    def claim(case: Case, seed: int) -> None:
        case = smooth(case)
        parted = split(case, Random(seed).choice(list(case.regions)))
        assert near(cost(single(parted)), cost(single(case)))

    hold(effort, cases(), SEEDS, claim=claim)
