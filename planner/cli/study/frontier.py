"""The study of the frontier between two metrics as a command."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, cast, get_args

from models.records import OWN_RATIO, Metric, Selection
from planner.cli.study.running import Asked, Finished
from planner.errors import UsageError
from planner.report.words import Words
from planner.solve import SolveOptions
from planner.studies.documents.frontier import Told, figures, tell
from planner.studies.frontier import Frontier, frontier
from planner.studies.measure import Better, Measure
from planner.studies.solves import Solver
from planner.workbook.expand.book import Book
from planner.workbook.expand.selections import for_metric
from planner.workbook.problems import did_you_mean


@dataclass(frozen=True)
class FrontierStudy:
    """Which metric is made better, and at the expense of what."""

    metric: str
    filter: str
    share_of: str
    better: Better
    against: str | None
    points: int

    name = "frontier"

    def run(self, asked: Asked, solver: Solver, options: SolveOptions) -> Finished:
        """Find the ends and the plans between them, and return the document and figures."""
        measure = self._measure(asked.book)
        against = (
            None if self.against is None else Measure(_metric(self.against, "--against"), Selection(), None, "low")
        )
        found = frontier(asked.inst, measure, solver, options, against=against, points=self.points)
        words = Words(asked.language)
        document = tell(asked.inst, found, asked.started, asked.workbook, words)
        answers = [one.answer for one in (*found.searched, *(point.solved for point in found.points))]
        return Finished(document, figures(Told(asked.inst, found, words)), _result(found), answers)

    def _measure(self, book: Book) -> Measure:
        metric = _metric(self.metric, "--metric")
        if metric in OWN_RATIO and self.share_of:
            raise UsageError(f"--share-of: the metric {metric} is a ratio by itself; leave it out")
        if self.better == "high" and not self.share_of and metric not in OWN_RATIO:
            raise UsageError(
                f"--better is high, but there is no end to more of {metric}; take a share (--share-of '*')"
            )
        share = _selection(book, self.share_of, metric, "--share-of") if self.share_of else None
        return Measure(metric, _selection(book, self.filter, metric, "--filter"), share, self.better)


def _metric(name: str, option: str) -> Metric:
    if name not in get_args(Metric):
        hint = did_you_mean(name, get_args(Metric)) or f"; use {', '.join(get_args(Metric))}"
        raise UsageError(f"{option} is '{name}', which is no metric of the sheet Policies{hint}")
    return cast(Metric, name)


def _selection(book: Book, text: str, metric: str, option: str) -> Selection:
    resolved = for_metric(book, text, metric)
    if resolved.faults:
        raise UsageError(f"{option}: {resolved.faults[0]}")
    return resolved.selection


def _result(found: Frontier) -> Mapping[str, Any]:
    """Return the figures for programs."""
    return {
        "metric": found.measure.metric,
        "filter": found.measure.selection.text,
        "share_of": None if found.measure.denominator is None else found.measure.denominator.text,
        "against": None if found.against is None else found.against.metric,
        "points": [
            {
                "limit": one.limit,
                "value": one.value,
                "against": one.against,
                "bound": one.bound,
                "dominated": found.is_dominated(one),
            }
            for one in found.points
        ],
    }
