"""The study laid open for its document: views of the plans, and what all of them build, or only some."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from models.ids import PeriodId, ScenarioId
from models.instance import Instance
from models.records import Decision
from planner.report.figures import PeriodFigures, figures_by_period
from planner.report.investments import investments, nation
from planner.report.view import NEGLIGIBLE, View, money_text, view
from planner.report.words import Words
from planner.studies.scenarios import SideBySide

Key = tuple[Decision, str, str]
"""What is decided, where, and the item."""


@dataclass(frozen=True)
class Build:
    """One thing that plans decide, by scenario and period."""

    key: Key
    by_scenario: dict[ScenarioId, dict[PeriodId, float]]

    def until(self, s: ScenarioId, periods: list[PeriodId]) -> float:
        """Return how much of it the plan for a scenario has decided in some periods."""
        return sum(self.by_scenario[s].get(period, 0.0) for period in periods)


@dataclass(frozen=True)
class Told:
    """The study laid open for its document."""

    found: SideBySide
    stated: bool
    """Whether it was said which decisions are the first, on the sheet Scenarios or by the user."""
    words: Words

    @property
    def inst(self) -> Instance:
        """The first scenario, for what is the same in all."""
        return next(iter(self.found.own.values())).inst

    @property
    def money(self) -> str:
        """The unit of money."""
        return money_text(self.inst, self.words)

    @property
    def periods(self) -> list[PeriodId]:
        """The periods in order of time."""
        return list(self.inst.periods)

    @cached_property
    def views(self) -> dict[ScenarioId, View]:
        """The plan for each scenario that has one."""
        return {
            s: view(solved.inst, solved.plan, self.words.language)
            for s, solved in self.found.own.items()
            if solved.plan is not None
        }

    @cached_property
    def figures(self) -> dict[ScenarioId, list[PeriodFigures]]:
        """The key figures of each plan by period."""
        return {s: figures_by_period(laid) for s, laid in self.views.items()}

    @cached_property
    def builds(self) -> list[Build]:
        """Everything that any plan decides."""
        found: dict[Key, Build] = {}
        for s, laid in self.views.items():
            for item in investments(laid):
                key = (item.decision, item.place, item.item)
                build = found.setdefault(key, Build(key, {one: {} for one in self.views}))
                period = laid.inst.period_at(item.n).id
                build.by_scenario[s][period] = build.by_scenario[s].get(period, 0.0) + item.quantity
        return list(found.values())

    def anyway(self, build: Build) -> Iterator[tuple[PeriodId, float]]:
        """Yield what every plan has decided by the end of a period, and not by the end of the one before."""
        before = 0.0
        for i, period in enumerate(self.periods):
            least = min(build.until(s, self.periods[: i + 1]) for s in self.views)
            if least - before > NEGLIGIBLE:
                yield period, least - before
            before = max(before, least)

    @cached_property
    def common(self) -> list[Build]:
        """What every plan decides some of."""
        return [build for build in self.builds if any(True for _ in self.anyway(build))]

    @cached_property
    def only_some(self) -> list[Build]:
        """What some plans decide, and others not at all."""
        return [build for build in self.builds if build not in self.common]

    def place(self, build: Build) -> str:
        """Return where something is decided."""
        _, place, _ = build.key
        return next(iter(self.views.values())).names.place(place) if place else nation(self.words)

    def decision(self, build: Build) -> str:
        """Return what is decided."""
        return next(iter(self.views.values())).names.decisions[build.key[0]]
