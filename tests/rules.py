"""The rules of tiny instances, with the usual values of all that a test is not about."""

from collections.abc import Mapping, Sequence
from typing import Any

from models.costs import CAPITAL
from models.records import Budget, Commitment, Outage, Policy, Selection, Supply


def a_policy(metric: str, sense: str, value: float, **changes: Any) -> dict[str, Policy]:
    """Return the policies of a case: one hard limit on a metric, over everything, in each period."""
    usual = {"selection": Selection(), "denominator": None, "apply": "each period"}
    return {"rule": Policy("rule", metric, sense=sense, value=value, **{**usual, **changes})}


def a_commitment(decision: str, sense: str, value: float, **changes: Any) -> dict[str, Commitment]:
    """Return the commitments of a case: one on the sum of all decisions of a kind."""
    usual = {"selection": Selection(), "stacks": None, "apply": "total"}
    return {"promise": Commitment("promise", decision, sense=sense, value=value, **{**usual, **changes})}


def a_budget(amount_m: Mapping[str, float | None], b: str = "purse", **changes: Any) -> dict[str, Budget]:
    """Return a budget that pays all capital cost of region west and of the nation."""
    usual = {"regions": ("west",), "links": (), "national": True, "covers": CAPITAL}
    return {b: Budget(b, "nation", amount_m=dict(amount_m), **{**usual, **changes})}


def an_outage(part: str = "year", **changes: Any) -> dict[str, Outage]:
    """Return an outage in a slice, in which nothing is lost and all is due unless changed."""
    usual = {"region_remaining": {}, "link_remaining": {}, "due_fraction": {}, "shortfall_price_m_per_pflops": {}}
    return {"storm": Outage("storm", part, **{**usual, **changes})}


def a_supply(
    units_per_year: float | Mapping[str, float | None],
    regions: Sequence[str] = ("west",),
    k: str = "a",
    years: Sequence[int] = (2026,),
) -> tuple[Supply, ...]:
    """Return the supplies of a case: one quota of a chip over these regions."""
    quotas = (
        {str(year): units_per_year for year in years} if isinstance(units_per_year, int | float) else units_per_year
    )
    return (Supply(k, "nation", tuple(regions), dict(quotas)),)
