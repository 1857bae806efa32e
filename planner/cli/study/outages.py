"""The screening of losses as a command."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Literal

from models.ids import SliceId
from models.instance import Instance
from planner.cli.study.running import Asked, Finished
from planner.errors import UsageError
from planner.report.words import Words
from planner.solve import SolveOptions
from planner.studies.documents.outages.document import figures, tell
from planner.studies.outages import Asking, Screening, all_losses, busiest_slice, screen
from planner.studies.solves import Solver


@dataclass(frozen=True)
class OutageStudy:
    """What is lost, and what is asked of a plan then."""

    of: Literal["all", "regions", "links"]
    due: float
    price: float | None
    slice: str | None
    most: int | None

    name = "outages"

    def run(self, asked: Asked, solver: Solver, options: SolveOptions) -> Finished:
        """Screen the losses, and return their document and figures."""
        inst = asked.inst
        losses = all_losses(inst, () if self.of == "links" else None, () if self.of == "regions" else None)
        found = screen(inst, losses, Asking(self._slice(inst), self.due, self.price), solver, options, self.most)
        words = Words(asked.language)
        document = tell(inst, found, asked.started, asked.workbook, words)
        return Finished(document, figures(inst, found, words), _result(found), found.answers)

    def _slice(self, inst: Instance) -> SliceId:
        slices = inst.first_case.slices
        if self.slice is None:
            return busiest_slice(inst)
        if self.slice not in slices:
            raise UsageError(f"--slice is '{self.slice}', but the workbook has the slices {', '.join(slices)}")
        return SliceId(self.slice)


def _result(found: Screening) -> Mapping[str, Any]:
    """Return the figures for programs."""
    price = found.price
    return {
        "slice": found.asking.slice,
        "due": found.asking.due,
        "price_of_resilience": None
        if price is None
        else {"best": price.best_m, "least": price.least_m, "most": price.most_m},
        "rounds": [
            {
                "stood": [loss.id for loss in one.added],
                "cost": one.known.cost_m,
                "bound": one.known.bound_m,
                "undone_pflops": {i: short.pflops for i, short in one.shorts.items()},
                "failing": one.failing,
            }
            for one in found.rounds
        ],
    }
