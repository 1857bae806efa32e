"""Tightening: rows that every plan keeps anyway, against what a relaxation gains by fractions of decisions.

A plan is the same with and without them. Where a limit of the model is widened, as a diagnosis does, they would no
longer follow from the others, and must be left out.
"""

from typing import Any

import pyomo.environ as pyo

from models.halls import HallTerms
from models.ids import OutcomeId, RegionId, Row, TierId
from models.instance import Instance
from models.platform import PlatformTerms
from models.rows import total


def add_tightening(m: pyo.ConcreteModel, inst: Instance, halls: HallTerms, platform: PlatformTerms) -> None:
    """Add what ties the pooled units of a region to its membership all together.

    pooling_in_halls[r, q, e], in MW, where joining q is a decision:

        sum over k of power_kw/1000 * pooled_units in tiers from q up
            <=  existing_hall_mw * member[r, q] + new_hall_load_mw

    Who has not joined pools nothing; who has pools no more than stands in existing halls and in new ones. The rows of
    each chip by itself let a relaxation pool all that stands and be a member by a share: that of what stands in all
    that could ever be built.
    """
    tiers = list(inst.first_case.tiers)
    pooled_mw: dict[tuple[RegionId, TierId, OutcomeId], list[Any]] = {}
    for r, k, q, e in m.pooled_units:
        units_mw = inst.case(e).chips[k].power_kw / 1000 * m.pooled_units[r, k, q, e]
        for reached in tiers[: tiers.index(q) + 1]:
            pooled_mw.setdefault((r, reached, e), []).append(units_mw)

    def member(r: RegionId, q: TierId, e: OutcomeId) -> Any:
        return platform.member.get((r, q, inst.tree.outcome(e).node), 1)

    def pooling_in_halls(m: pyo.ConcreteModel, r: RegionId, q: TierId, e: OutcomeId) -> Row:
        new_mw = halls.new_hall_load_mw[r, e] if (r, e) in halls.new_hall_load_mw else 0
        return total(pooled_mw[r, q, e]) <= inst.case(e).regions[r].existing_hall_mw * member(r, q, e) + new_mw

    decided = [key for key in pooled_mw if not isinstance(member(*key), int)]
    m.pooling_in_halls = pyo.Constraint(decided, rule=pooling_in_halls)
