"""What can be told without a model: demand beyond all chips there could be, and beyond all power."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Literal

from models.ceiling import Ceiling
from models.ids import ChipId, PeriodId, RegionId, WorkloadId
from models.instance import Case, Instance
from planner.solve.elastic_rows import LimitKey

_ROUNDING = 1 + 1e-6


@dataclass(frozen=True)
class Shortfall:
    """Demand of a period that everything together cannot serve."""

    period: PeriodId
    unit: Literal["PFLOPS", "MW"]
    """PFLOPS of all chips that can stand, each on the work it does best, and of all that can be rented; or MW of IT
    load in all halls that can stand, as far as the grid allows."""
    due: float
    """Without what may be left unmet; as power, on the chips that deliver most of it for a MW."""
    most: float
    region: RegionId | None = None
    """Whose work it is that cannot leave it; None: of all."""
    limits: tuple[LimitKey, ...] = ()
    """Those that hold it down."""


def find_shortfalls(inst: Instance) -> tuple[Shortfall, ...]:
    """Return the periods, and regions with their first period, whose demand is more than can be served at all."""
    case = inst.first_case
    ceiling = Ceiling(case)
    return (*_of_chips(inst), *_of_power(case, ceiling), *_of_regions(case, ceiling))


def _due_workloads(case: Case) -> list[WorkloadId]:
    return [w for w, workload in case.workloads.items() if workload.unmet_penalty_m_per_pflops is None]


def _of_chips(inst: Instance) -> Iterator[Shortfall]:
    case = inst.first_case
    due = dict.fromkeys(case.periods, 0.0)
    for (_, w, period), pflops in case.demand_pflops.items():
        if case.workloads[w].unmet_penalty_m_per_pflops is None:
            due[period] += pflops
    for period in case.periods:
        most = _most_pflops(inst, period)
        if due[period] > most * (1 + 1e-9):
            yield Shortfall(period, "PFLOPS", due[period], most)


def _of_power(case: Case, ceiling: Ceiling) -> Iterator[Shortfall]:
    for t in case.periods:
        need_mw = 0.0
        for w in _due_workloads(case):
            best = max((ceiling.per_mw(r, w, t) for r in case.regions), default=0.0)
            due = sum(max(0.0, ceiling.average_demand(r, w, t) - ceiling.rented(r, w, t)) for r in case.regions)
            need_mw += due / best if best else 0.0
        most_mw = sum(ceiling.hall_mw(r, t) for r in case.regions)
        if need_mw > most_mw * _ROUNDING:
            yield Shortfall(t, "MW", need_mw, most_mw)


def _of_regions(case: Case, ceiling: Ceiling) -> Iterator[Shortfall]:
    """Yield the first period of each region in which the work that cannot leave it needs more power than it has."""
    for r in case.regions:
        for t in case.periods:
            need_mw = 0.0
            for w in _due_workloads(case):
                best = ceiling.per_mw(r, w, t)
                if best and (demand := ceiling.average_demand(r, w, t)):
                    kept = max(0.0, demand - ceiling.sent_away(r, w, t) - ceiling.rented(r, w, t))
                    need_mw += kept / best
            most_mw = ceiling.hall_mw(r, t)
            if need_mw > most_mw * _ROUNDING:
                families = {"grid_limit": ceiling.grid_mw(r, t), "hall_module_limit": ceiling.built_mw(r, t)}
                limits = [(family, str(r), str(t)) for family, mw in families.items() if mw * _ROUNDING < need_mw]
                yield Shortfall(t, "MW", need_mw, most_mw, r, tuple(limits))
                break


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
