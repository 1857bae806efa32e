"""Whose demand it is moves no plan, and adds up whoever plans together."""

from random import Random

import pytest

from models.account.account import account
from models.instance import Case, single
from models.part import part_of
from planner.solve import SolveOptions, solve
from planner.studies.members import owner_of, owners_alone, parts_of_demand
from tests.properties.trying import SEEDS, both_efforts, cases, hold

EXACT = SolveOptions(gap=0.0, threads=1)


def with_parties(case: Case, draw: Random) -> Case:
    """Return the data with some of the demand split between the region's own party, others, and a bank without one."""
    names = [*case.regions, "bank"]
    fractions = {}
    for key in case.demand_pflops:
        others = draw.sample([name for name in names if name != key[0]], draw.randint(0, 2))
        shares = [draw.random() for _ in range(len(others) + draw.randint(0, 1))]
        if others:
            fractions[key] = {name: share / sum(shares) for name, share in zip(others, shares, strict=False)}
    return case.replace(party_fraction=fractions)


@both_efforts
def test_whose_demand_it_is_changes_neither_the_plan_nor_its_cost(effort: int) -> None:
    def claim(case: Case, seed: int) -> None:
        whole, shared = single(case), single(with_parties(case, Random(seed)))
        plan = solve(whole, EXACT).plan
        assert solve(shared, EXACT).plan == plan
        if plan is not None:
            assert account(shared, plan).expected_cost_m == pytest.approx(account(whole, plan).expected_cost_m)

    hold(effort, cases(), SEEDS, claim=claim)


@both_efforts
def test_the_demand_and_the_rent_of_two_coalitions_are_those_of_all(effort: int) -> None:
    def claim(case: Case, seed: int) -> None:
        draw = Random(seed)
        inst = single(with_parties(case, draw))
        members = owners_alone(inst)
        first = [name for name in members if draw.random() < 0.5]
        sides = [first, [name for name in members if name not in first]]
        parts = []
        for side, others in (sides, sides[::-1]):
            regions = [r for name in side for r in members[name]]
            parts.append(part_of(inst, regions, absent=others, guests=side).first_case)
        for key, pflops in case.demand_pflops.items():
            assert sum(part.demand_pflops.get(key, 0.0) for part in parts) == pytest.approx(pflops)
            assert sum(parts_of_demand(inst.first_case, members, owner_of(members), key).values()) == pytest.approx(1.0)
        for j, offer in case.offers.items():
            for place, limit in offer.limit_pflops.items():
                had = [part.offers[j].limit_pflops[place] for part in parts if place in part.offers[j].limit_pflops]
                assert had
                assert limit is None or sum(x or 0.0 for x in had) == pytest.approx(limit)

    hold(effort, cases(), SEEDS, claim=claim)
