"""The study of prices as a command."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from planner.cli.study.running import Asked, Finished
from planner.report.words import Words
from planner.solve import SolveOptions
from planner.solve.price_offers import offered_prices
from planner.solve.price_parts import price_parts
from planner.studies.documents.prices import Told, figures, tell
from planner.studies.prices import PriceStudy, parts_by_region, try_prices
from planner.studies.solves import Solver


@dataclass(frozen=True)
class PricesStudy:
    """How many prices are tried, and by which step."""

    most: int
    step: float

    name = "prices"

    def run(self, asked: Asked, solver: Solver, options: SolveOptions) -> Finished:
        """Solve the plan and again with its main limits moved, and return the document and figures."""
        found = try_prices(
            asked.inst,
            solver,
            most=self.most,
            step=self.step,
            parts_of=price_parts,
            offers_of=offered_prices,
            options=options,
        )
        told = Told(found, Words(asked.language))
        answers = [found.whole.answer, *(one.solved.answer for one in found.tried)]
        return Finished(tell(told, asked.started, asked.workbook), figures(told), _result(found), answers)


def _result(found: PriceStudy) -> Mapping[str, Any]:
    """Return the figures for programs."""
    return {
        "probes": [
            {
                "kind": one.probe.kind,
                "name": one.probe.name,
                "period": one.probe.period,
                "value": one.probe.value,
                "step": one.probe.step,
                "by_dual_short_run": one.probe.short_run_m,
                "by_dual_long_run": one.probe.long_run_m,
                "by_planning_again": None
                if one.saved is None
                else {"best": one.saved.best_m, "least": one.saved.least_m, "most": one.saved.most_m},
                "error_of_dual": one.error_fraction,
            }
            for one in found.tried
        ],
        "not_tried": len(found.others),
        "price_parts": [
            {"region": r, "workload": w, "outcome": e, **made_of}
            for (w, e), by_region in parts_by_region(found.inst, found.parts).items()
            for r, made_of in by_region.items()
        ],
        "offers": [
            {
                "region": one.region,
                "workload": one.workload,
                "outcome": one.outcome,
                "price": one.price_m,
                "hindrance": one.hindrance,
            }
            for one in found.offers
        ],
    }
