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
class Wanted:
    """A metric as the options name it."""

    metric: str | None
    """None: the cost."""
    filter: str
    share_of: str
    better: Better
    prefix: str = ""
    """Of its options."""

    @property
    def option(self) -> str:
        """The option that names the metric."""
        return f"--{self.prefix.rstrip('-') or 'metric'}"

    def measure(self, book: Book) -> Measure | None:
        """Return what is measured; None: the cost.

        Raises
        ------
        UsageError
            When there is no such metric, or it cannot be taken so.
        """
        if self.metric is None:
            given = {"filter": self.filter, "share-of": self.share_of, "better": self.better.replace("low", "")}
            for name, text in given.items():
                if text:
                    raise UsageError(f"--{self.prefix}{name} is for a metric, and none is named; add {self.option}")
            return None
        metric = self._metric(self.metric)
        if metric in OWN_RATIO and self.share_of:
            raise UsageError(f"--{self.prefix}share-of: the metric {metric} is a ratio by itself; leave it out")
        if self.better == "high" and not self.share_of and metric not in OWN_RATIO:
            share = f"take a share (--{self.prefix}share-of '*')"
            raise UsageError(f"--{self.prefix}better is high, but there is no end to more of {metric}; {share}")
        share_of = self._selection(book, metric, "share-of", self.share_of) if self.share_of else None
        return Measure(metric, self._selection(book, metric, "filter", self.filter), share_of, self.better)

    def _metric(self, name: str) -> Metric:
        if name not in get_args(Metric):
            hint = did_you_mean(name, get_args(Metric)) or f"; use {', '.join(get_args(Metric))}"
            raise UsageError(f"{self.option} is '{name}', which is no metric of the sheet Policies{hint}")
        return cast(Metric, name)

    def _selection(self, book: Book, metric: str, option: str, text: str) -> Selection:
        resolved = for_metric(book, text, metric)
        if resolved.faults:
            raise UsageError(f"--{self.prefix}{option}: {resolved.faults[0]}")
        return resolved.selection


@dataclass(frozen=True)
class FrontierStudy:
    """Which metric is made better, and at the expense of what."""

    metric: Wanted
    against: Wanted
    points: int

    name = "frontier"

    def run(self, asked: Asked, solver: Solver, options: SolveOptions) -> Finished:
        """Find the ends and the plans between them, and return the document and figures."""
        measure, against = self.metric.measure(asked.book), self.against.measure(asked.book)
        assert measure is not None  # carbon, where no other is named
        found = frontier(asked.inst, measure, solver, options, against=against, points=self.points)
        words = Words(asked.language)
        document = tell(asked.inst, found, asked.started, asked.workbook, words)
        answers = [one.answer for one in (*found.searched, *(point.solved for point in found.points))]
        return Finished(document, figures(Told(asked.inst, found, words)), _result(found), answers)


def _result(found: Frontier) -> Mapping[str, Any]:
    """Return the figures for programs."""
    return {
        **_measured(found.measure),
        "against": None if found.against is None else _measured(found.against),
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


def _measured(measure: Measure) -> Mapping[str, Any]:
    return {
        "metric": measure.metric,
        "filter": measure.selection.text,
        "share_of": None if measure.denominator is None else measure.denominator.text,
        "better": measure.better,
    }
