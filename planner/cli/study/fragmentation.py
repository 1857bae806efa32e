"""The study of fragmentation as a command."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Literal

from models.ids import TierId
from models.instance import Instance
from planner.cli.study.members import members_of
from planner.cli.study.running import Asked, Finished
from planner.errors import UsageError
from planner.report.words import Words
from planner.solve import SolveOptions
from planner.studies.division import Rule
from planner.studies.documents.fragmentation.document import figures, tell
from planner.studies.documents.fragmentation.told import Told
from planner.studies.fragmentation import Fragmentation, fragmentation
from planner.studies.solves import Solver


@dataclass(frozen=True)
class FragmentationStudy:
    """Who plans alone, and how limits are divided."""

    by: Literal["region", "party"]
    groups: str | None
    divide: Rule
    standard: str | None

    name = "fragmentation"

    def run(self, asked: Asked, solver: Solver, options: SolveOptions) -> Finished:
        """Solve the markets and return their document and figures."""
        inst = asked.inst
        members = members_of(inst, asked.book, self.by, self.groups)
        found = fragmentation(inst, members, solver, rule=self.divide, standard=self._standard(inst), options=options)
        words = Words(asked.language)
        document = tell(inst, found, asked.started, asked.workbook, words)
        answers = [piece.answer for market in found.markets.values() for piece in market.pieces]
        return Finished(document, figures(Told(inst, found, words)), _result(found), answers)

    def _standard(self, inst: Instance) -> TierId | None:
        tiers = inst.first_case.tiers
        if self.standard is None:
            return None
        if self.standard not in tiers:
            raise UsageError(f"--standard is '{self.standard}', but the workbook has the tiers {', '.join(tiers)}")
        return TierId(self.standard)


def _result(found: Fragmentation) -> Mapping[str, Any]:
    """Return the figures for programs."""
    price = found.price()
    return {
        "divided": found.rule,
        "members": {name: list(regions) for name, regions in found.members.items()},
        "markets": {
            way: {
                "cost": market.known.cost_m,
                "bound": market.known.bound_m,
                "without_plan": [piece.name for piece in market.without_plan],
            }
            for way, market in found.markets.items()
        },
        "price_of_fragmentation": None
        if price is None
        else {"best": price.best_m, "least": price.least_m, "most": price.most_m},
        "rules_left_out": list(found.left_out),
    }
