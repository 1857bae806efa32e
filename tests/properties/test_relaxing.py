"""A plan never costs more when a limit is wider."""

from random import Random

import pytest
from hypothesis import assume, strategies

from models.instance import Case, single
from tests.properties.relaxations import RELAXATIONS, without_hall_upkeep
from tests.properties.trying import SEEDS, cases, hold
from tests.solving import cost


def never_costs_more(kind: str, case: Case, seed: int) -> None:
    case = without_hall_upkeep(case)
    wider = RELAXATIONS[kind](Random(seed), case)
    assume(wider is not None)
    assert wider is not None
    before_m = cost(single(case))
    assume(before_m is not None)
    assert before_m is not None
    after_m = cost(single(wider))
    assert after_m is not None, "with a wider limit there is no plan any more"
    assert after_m <= before_m + 1e-6 * (1 + abs(before_m))


def test_a_wider_limit_never_costs_more() -> None:
    hold(3, strategies.sampled_from(sorted(RELAXATIONS)), cases(), SEEDS, claim=never_costs_more)


@pytest.mark.slow
@pytest.mark.parametrize("kind", RELAXATIONS)
def test_a_wider_limit_of_each_kind_never_costs_more(kind: str) -> None:
    hold(3, strategies.just(kind), cases(), SEEDS, claim=never_costs_more)
