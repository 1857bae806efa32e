"""The audit warns of investments that could be left out."""

from dataclasses import replace
from typing import Any

import pytest

from models.audit.audit import audit
from models.ids import CommitmentId, PolicyId
from models.instance import Instance
from models.plan import Plan
from models.records import Commitment, Policy, Selection
from tests.audit.two_regions import (
    CANN,
    CUT,
    EAST,
    FIBRE,
    INFER,
    N1,
    N2,
    NIGHT,
    TWO_G,
    WEST,
    A,
    case,
    changed,
    instance,
    plan,
)


def warned(the_plan: Plan, inst: Instance | None = None) -> list[str]:
    """Return the warnings of an audit, in words."""
    return [str(spare) for spare in audit(inst or instance(), the_plan).warnings]


def test_a_plan_that_needs_all_it_has_is_not_warned_of() -> None:
    assert warned(plan()) == []


NEVER_BOUGHT = "the type is never bought there"

SPARE: list[tuple[str, tuple[Any, ...], float, str, str]] = [
    ("opened", (EAST, N1), 1.0, "1", "no hall is built there"),
    ("chip_adopted", (EAST, A, N1), 1.0, "1", NEVER_BOUGHT),
    ("chip_adopted", (WEST, A, N2), 1.0, "1", NEVER_BOUGHT),
    ("stack_ported", (CANN, INFER, N1), 1.0, "1", "nothing runs on it"),
    ("trained_staff", (WEST, N1), 4.0, "2", "the installed power needs fewer people"),
    ("circuits_added", (FIBRE, TWO_G, N1), 3.0, "2", "the peak load fits without"),
    ("modules_built", (WEST, N1), 4.0, "2", "the load placed in new halls fits without"),
]


@pytest.mark.parametrize(("field", "key", "value", "amount", "reason"), SPARE)
def test_what_is_not_needed_is_named(field: str, key: tuple[Any, ...], value: float, amount: str, reason: str) -> None:
    (warning,) = warned(changed(plan(), field, key, value))
    assert warning == f"{field} ({', '.join(key)}): {amount} could be left out, {reason}"


def test_a_platform_that_nobody_uses() -> None:
    idle = replace(plan(), served={}, pooled_units={}, circuits_added={})
    assert warned(idle) == [
        "tier_joined (east, std, 2026): 1 could be left out, nothing is shared or pooled through it",
        "tier_joined (west, std, 2026): 1 could be left out, nothing is shared or pooled through it",
        "link_opened (fibre, 2026): 1 could be left out, no circuit is added to it",
    ]
    assert warned(replace(plan(), served={}, pooled_units={}, circuits_added={}, link_opened={}, tier_joined={})) == [
        "tier_established (std, 2026): 1 could be left out, no region is in it"
    ]


def test_circuits_are_needed_for_the_worst_state() -> None:
    # 1 Gbps would do for the slices of a plan that serves less, but not for its outage
    served = {key: 0.5 for key in plan().served if key[0] != key[1]}
    less = replace(plan(), served=served)
    assert len(warned(less)) == 1
    outages = {name: replace(outage, link_remaining={FIBRE: 0.2}) for name, outage in case().outages.items()}
    assert warned(less, instance().with_cases(outages=outages)) == []
    assert {key[-1] for key in served} >= {NIGHT, CUT}


def test_what_the_planner_asked_for_is_not_named() -> None:
    wish = Commitment(CommitmentId("wish"), "opened", Selection(regions=(EAST,)), None, ">=", 1.0, apply="total")
    inst = instance().with_cases(commitments={wish.id: wish})
    assert warned(changed(plan(), "opened", (EAST, N1), 1.0), inst) == []


def test_what_a_policy_counts_is_not_named() -> None:
    rule = Policy(PolicyId("open"), "regions_opened", Selection(), None, "each period", ">=", 2.0)
    inst = instance().with_cases(policies={rule.id: rule})
    assert warned(changed(plan(), "opened", (EAST, N1), 1.0), inst) == []


def test_a_circuit_that_never_comes_could_be_left_out() -> None:
    links = {FIBRE: replace(case().links[FIBRE], lead_years=3.0)}
    assert warned(plan(), instance().with_cases(links=links)) == [
        "circuits_added (fibre, 2g, 2026): 1 could be left out, the peak load fits without"
    ]
