"""The audit's tolerance is a millionth of a row and a millionth of its unit: what is just beyond it is found."""

from collections.abc import Callable
from dataclasses import replace

import pytest

from models.audit.audit import audit
from models.audit.checks import ABSOLUTE_TOLERANCE, INTEGRALITY_TOLERANCE, RELATIVE_TOLERANCE
from models.ids import PolicyId
from models.instance import Case, single
from models.records import Policy, Selection
from tests.audit.two_regions import (
    CLOUD,
    COST_M,
    EAST,
    FIBRE,
    N1,
    P1,
    STD,
    TRAIN,
    WEST,
    case,
    changed,
    instance,
    plan,
)

Tighten = Callable[[Case, float], Case]


def _east(**by: float) -> Tighten:
    def tighten(found: Case, amount: float) -> Case:
        east = found.regions[EAST]
        changes = {name: getattr(east, name) - share * amount for name, share in by.items()}
        return found.replace(regions={**found.regions, EAST: replace(east, **changes)})

    return tighten


def _at(r: str, name: str, share: float) -> Tighten:
    def tighten(found: Case, amount: float) -> Case:
        region = found.regions[r]
        at = {t: replace(there, **{name: getattr(there, name) - share * amount}) for t, there in region.at.items()}
        return found.replace(regions={**found.regions, r: replace(region, at=at)})

    return tighten


def _quota(found: Case, amount: float) -> Case:
    (supply,) = found.supplies
    return found.replace(supplies=(replace(supply, units_per_year={P1: 2.0 - amount / 2}),))


def _bandwidth(found: Case, amount: float) -> Case:
    return found.replace(links={FIBRE: replace(found.links[FIBRE], existing_gbps=1.0 - amount)})


def _pooled(found: Case, amount: float) -> Case:
    return found.replace(tiers={STD: replace(found.tiers[STD], pooled_fraction=0.9 - amount / 3)})


def _rental(found: Case, amount: float) -> Case:
    offer = found.offers[CLOUD]
    return found.replace(offers={CLOUD: replace(offer, limit_pflops=dict.fromkeys(offer.limit_pflops, 1.0 - amount))})


def _demand(found: Case, amount: float) -> Case:
    return found.replace(demand_pflops={**found.demand_pflops, (EAST, TRAIN, P1): 6.0 + amount})


def _policy(found: Case, amount: float) -> Case:
    units = Policy(PolicyId("few"), "new_units", Selection(), None, "total", "<=", 4.0 - amount)
    return found.replace(policies={units.id: units})


TIGHT: dict[str, tuple[float, Tighten]] = {
    "supply_limit": (4.0, _quota),  # 2 a year for two years are bought
    "grid_limit": (5.0, _at(WEST, "grid_limit_mw", 1.0)),  # 4 MW at a PUE of 1.25
    "hall_power_limit": (2.0, _east(existing_hall_mw=1.0)),  # 4 units of half a MW
    "staff_limit": (8.0, _at(WEST, "staff_limit", 1.0)),  # 4 MW at 2 persons: 6 and 2 trained
    "link_limit": (3.0, _bandwidth),  # 1 Gbps and a circuit of 2 carry 6 PFLOPS at 0.5
    "chip_time_limit": (3.3, _pooled),  # 0.6 * 4 + 0.3 * 3
    "confined_time_limit": (3.2, _at(EAST, "alone_fraction", 0.25)),  # 0.8 * 4
    "rental_limit": (1.0, _rental),
    "demand_balance": (6.0, _demand),
    "policy_limit": (4.0, _policy),
}
"""By rule: the size of a row that the plan meets exactly, and how it is tightened by an amount."""


@pytest.mark.parametrize("rule", TIGHT)
def test_a_violation_just_beyond_the_tolerance_is_found_and_one_just_within_is_not(rule: str) -> None:
    size, tighten = TIGHT[rule]
    tolerance = RELATIVE_TOLERANCE * size + ABSOLUTE_TOLERANCE
    beyond = audit(single(tighten(case(), 1.01 * tolerance)), plan())
    within = audit(single(tighten(case(), 0.99 * tolerance)), plan())
    assert rule in {finding.rule for finding in beyond.findings}
    assert rule not in {finding.rule for finding in within.findings}
    assert within.worst_residual > 0


def test_a_cost_is_claimed_to_a_millionth() -> None:
    tolerance = RELATIVE_TOLERANCE * COST_M + ABSOLUTE_TOLERANCE
    assert audit(instance(), replace(plan(), cost_m=COST_M + 0.99 * tolerance)).passed
    beyond = audit(instance(), replace(plan(), cost_m=COST_M + 1.01 * tolerance))
    assert [finding.rule for finding in beyond.findings] == ["cost"]


def test_a_whole_number_is_whole_to_a_millionth() -> None:
    for share, rules in ((0.9, set()), (1.1, {"integer_decisions"})):
        lots = changed(plan(), "modules_built", (WEST, N1), 2.0 - share * INTEGRALITY_TOLERANCE)
        found = {finding.rule for finding in audit(instance(), lots).findings}
        assert found & {"integer_decisions"} == rules


def test_the_tolerances_are_those_that_are_stated() -> None:
    # A unit of currency, a watt, a billionth of a PFLOPS.
    assert (RELATIVE_TOLERANCE, ABSOLUTE_TOLERANCE, INTEGRALITY_TOLERANCE) == (1e-6, 1e-6, 1e-6)
