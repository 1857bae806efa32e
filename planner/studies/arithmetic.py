"""What can be told without a model: demand beyond all chips there could be."""

from collections.abc import Mapping
from dataclasses import dataclass

from models.ids import ChipId, PeriodId
from models.instance import Instance


@dataclass(frozen=True)
class Shortfall:
    """Demand of a period that everything together cannot deliver."""

    period: PeriodId
    due_pflops: float
    """Without what may be left unmet."""
    most_pflops: float
    """Of all chips that can stand, each on the work it does best, and of all that can be rented."""


def find_shortfalls(inst: Instance) -> tuple[Shortfall, ...]:
    """Return the periods whose demand is more than all chips together could deliver, by arithmetic alone."""
    case = inst.first_case
    due = dict.fromkeys(case.periods, 0.0)
    for (_, w, period), pflops in case.demand_pflops.items():
        if case.workloads[w].unmet_penalty_m_per_pflops is None:
            due[period] += pflops
    most = {period: _most_pflops(inst, period) for period in case.periods}
    return tuple(Shortfall(t, due[t], most[t]) for t in case.periods if due[t] > most[t] * (1 + 1e-9))


def _most_pflops(inst: Instance, period: PeriodId) -> float:
    """Return the most that can be delivered in a period: every unit occupied all year with what it does best."""
    case, year = inst.first_case, inst.periods[period].first_year
    best: Mapping[ChipId, float] = {
        k: max((pflops for (chip, _, _), pflops in case.performance_pflops.items() if chip == k), default=0.0)
        for k in case.chips
    }
    total = sum(
        line.units * best[line.chip]
        for line in case.fleet
        if line.year <= year < line.year + case.chips[line.chip].lifetime_years
    )
    for k in case.chips:
        if not any(chip == k for chip, _, _ in case.chip_price_m) or best[k] == 0:
            continue
        total += best[k] * _most_units(inst, k, period)
    for offer in case.offers.values():
        for (_, _, when), limit in offer.limit_pflops.items():
            if when == period:
                total += float("inf") if limit is None else limit
    return total


def _most_units(inst: Instance, k: ChipId, period: PeriodId) -> float:
    """Return the most units of a chip that the national supply lets stand in a period; inf: no limit is known."""
    case, year = inst.first_case, inst.periods[period].first_year
    national = [s for s in case.supplies if s.chip == k and len(s.regions) == len(case.regions)]
    total = 0.0
    for when, at in case.periods.items():
        age = year - at.first_year
        if not 0 <= age < case.chips[k].lead_years + case.chips[k].lifetime_years:
            continue
        limits = [units * at.years for s in national if (units := s.units_per_year.get(when)) is not None]
        total += min(limits, default=float("inf"))
    return total
