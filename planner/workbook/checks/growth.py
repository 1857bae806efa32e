"""Checks of growth: demand beyond everything that supply, power and links could ever serve."""

from collections.abc import Iterable, Iterator, Mapping
from math import inf

from models.ceiling import Ceiling
from models.ids import PeriodId, RegionId, WorkloadId
from models.instance import Case
from planner.workbook.expand.book import Book
from planner.workbook.inherit import Key, cell_of
from planner.workbook.problems import Problem

_ROUNDING = 1 + 1e-6


def demand_is_within_reach(book: Book, case: Case) -> Iterator[Problem]:
    """Warn of demand that no plan can serve, whatever it costs."""
    ceiling, rows = Ceiling(case), _Rows(book)
    for check in (_supply_keeps_up, _power_keeps_up, _regions_keep_up):
        yield from check(case, ceiling, rows)


def _supply_keeps_up(case: Case, ceiling: Ceiling, rows: "_Rows") -> Iterator[Problem]:
    """Warn of a workload whose demand exceeds what all chips that can be had deliver, in the first such period."""
    for w in case.workloads:
        for t in case.periods:
            demand = {region: ceiling.average_demand(region, w, t) for region in case.regions}
            rented = sum(ceiling.rented(region, w, t) for region, amount in demand.items() if amount)
            most, total = ceiling.by_supply(w, t), sum(demand.values())
            if most > 0 and (most + rented) * _ROUNDING < total:
                text = (
                    f"in {t} all regions together need {_amount(total)} PFLOPS of '{w}', but the chips that are "
                    f"installed or can be bought deliver {_amount(most)} at most{_with_rent(rented)}, so that "
                    f"{_rest([w], case)}; look at {rows.tab('ChipSupply')}, or at the demand"
                )
                yield from rows.problem(demand, w, t, text)
                break


def _power_keeps_up(case: Case, ceiling: Ceiling, rows: "_Rows") -> Iterator[Problem]:
    """Warn of the first period in which the demand of all regions needs more power than all halls could have."""
    for t in case.periods:
        need_mw: dict[WorkloadId, float] = {}
        for w in case.workloads:
            due = sum(max(0.0, ceiling.average_demand(r, w, t) - ceiling.rented(r, w, t)) for r in case.regions)
            best = max((ceiling.per_mw(region, w, t) for region in case.regions), default=0.0)
            need_mw[w] = due / best if best else 0.0
        most_mw = sum(ceiling.hall_mw(region, t) for region in case.regions)
        if most_mw * _ROUNDING < sum(need_mw.values()):
            w = max(need_mw, key=lambda w: need_mw[w])
            text = (
                f"in {t} the demand of all regions needs at least {_amount(sum(need_mw.values()))} MW, but their halls "
                f"and grid allow {_amount(most_mw)} MW at most, so that {_rest(need_mw, case)}; look at "
                f"max_hall_modules and grid_limit_mw of {rows.tab('Regions')}, or at the demand"
            )
            yield from rows.problem({r: ceiling.average_demand(r, w, t) for r in case.regions}, w, t, text)
            return


def _regions_keep_up(case: Case, ceiling: Ceiling, rows: "_Rows") -> Iterator[Problem]:
    """Warn of regions that have no power for what links and residency do not let them send away."""
    for region in case.regions:
        for t in case.periods:
            per_mw = {w: best for w in case.workloads if (best := ceiling.per_mw(region, w, t))}
            kept = {w: demand for w in per_mw if (demand := ceiling.average_demand(region, w, t))}
            most_mw = ceiling.hall_mw(region, t)
            if sum(demand / per_mw[w] for w, demand in kept.items()) <= most_mw * _ROUNDING:
                continue  # most regions could serve all their own demand, and what they send away is slower to tell
            for w, demand in kept.items():
                kept[w] = max(0.0, demand - ceiling.sent_away(region, w, t) - ceiling.rented(region, w, t))
            need_mw = sum(amount / per_mw[w] for w, amount in kept.items())
            if most_mw * _ROUNDING < need_mw:
                w = max(kept, key=lambda w: kept[w])
                text = (
                    f"in {t} {region} has to serve at least {_amount(sum(kept.values()))} PFLOPS at home, as "
                    f"{rows.tab('Residency')} and {rows.tab('Links')} let it send away no more, and needs "
                    f"{_amount(need_mw)} MW for it, but its halls and grid allow {_amount(most_mw)} MW at most, so "
                    f"that {_rest(kept, case)}; look at max_hall_modules and grid_limit_mw of {rows.tab('Regions')}, "
                    f"at {rows.tab('Residency')} and {rows.tab('LinkModules')}, or at the demand"
                )
                yield from rows.problem({region: kept[w]}, w, t, text)
                break


def _rest(workloads: Iterable[WorkloadId], case: Case) -> str:
    """Return what becomes of work that cannot be done."""
    penalised = (case.workloads[w].unmet_penalty_m_per_pflops is not None for w in workloads)
    return "the rest stays unmet" if any(penalised) else "there is no plan"


class _Rows:
    """The rows that give the demand, by region and workload."""

    def __init__(self, book: Book) -> None:
        self.tab = book.tab
        self._inherited = book.demand
        self._keys: dict[tuple[str, str], list[Key]] = {}
        for key in self._inherited.every_key:
            self._keys.setdefault((key[0], key[2]), []).append(key)

    def problem(self, demand: Mapping[RegionId, float], w: WorkloadId, t: PeriodId, text: str) -> Iterator[Problem]:
        """Report at the cell that gives most of the demand of the region with the largest."""
        region = max(demand, key=lambda region: demand[region])
        found = [(self._inherited.number(key, t) or 0.0, key) for key in self._keys.get((region, w), ())]
        if found:
            row = self._inherited.row(max(found)[1], t)
            if row is not None:
                yield Problem(row.sheet, cell_of(row, t), text, "warning")


def _with_rent(rented: float) -> str:
    return f", and {_amount(rented)} can be rented" if 0 < rented < inf else ""


def _amount(pflops: float) -> str:
    return f"{pflops:,.4g}" if pflops < 1000 else f"{pflops:,.0f}"


CHECKS = (demand_is_within_reach,)
