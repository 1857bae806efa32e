"""The study of sensitivity as a command."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from models.instance import Instance
from models.plan import Plan
from planner.cli.study.running import Asked, Finished
from planner.errors import UsageError
from planner.report.words import Words
from planner.solve import SolveOptions
from planner.studies.documents.sensitivity import Found, Told, bought, figures, tell
from planner.studies.sensitivity import Screening, Tornado, Turning, screening, tornado, turning
from planner.studies.solves import Solver
from planner.workbook.filters import parse
from planner.workbook.levers import Lever, lever_of, moved, of_scenario, usual_levers
from planner.workbook.tables import Tables

_LEAST_UNITS = 1e-3
"""Of a chip that a plan orders; less is the arithmetic of the solver."""


@dataclass(frozen=True)
class SensitivityStudy:
    """Which inputs are moved, and how."""

    inputs: tuple[str, ...]
    morris: int | None
    break_even: str | None
    chip: str | None

    name = "sensitivity"

    def run(self, asked: Asked, solver: Solver, options: SolveOptions) -> Finished:
        """Move the inputs, solve, and return the document and figures."""
        tables, words = of_scenario(asked.tables, asked.scenario), Words(asked.language)
        levers = self._levers(tables)
        by_name = {lever.name(words): lever for lever in levers}
        ranges = {name: (lever.low, lever.high) for name, lever in by_name.items()}

        def at(values: Mapping[str, float]) -> Instance:
            return moved(tables, [(by_name[name], value) for name, value in values.items()], asked.inst.name)

        bars = tornado(asked.inst, at, ranges, solver, options) if ranges else None
        start = bars.base.plan if bars is not None else None
        effects = None
        if self.morris is not None:
            effects = screening(at, ranges, solver, options, trajectories=self.morris, start=start, seed=options.seed)
        turn, turned, chip = None, "", ""
        if self.break_even is not None:
            lever = lever_of(self.break_even, tables)
            chip, turned = self._chip(asked.inst, lever), lever.name(words)
            by_name[turned] = lever
            turn = _turning(asked, tables, lever, chip, solver, options, start)
        found = Found(bars, effects, turn, turned, chip)
        told = Told(
            asked.inst,
            found,
            lambda name, value: by_name[name].value_text(value),
            {name: name for name in by_name},
            words,
        )
        document = tell(told, asked.started, asked.workbook)
        answers = [one.answer for one in _solves(found)]
        return Finished(document, figures(told), _result(found, {n: v.address for n, v in by_name.items()}), answers)

    def _levers(self, tables: Tables) -> Sequence[Lever]:
        if self.inputs:
            return tuple(lever_of(text, tables) for text in self.inputs)
        return () if self.break_even is not None and self.morris is None else usual_levers(tables)

    def _chip(self, inst: Instance, lever: Lever) -> str:
        """Return the chip that enters: the one named, or the one that the input is about."""
        named = [v for term in parse(lever.filter).terms if term.key == "chip" for v in term.values]
        chip = self.chip or (named[0] if len(named) == 1 else None)
        known = inst.first_case.chips
        if chip is None:
            raise UsageError("--break-even needs to know which chip is to enter; name it with --chip")
        if chip not in known:
            raise UsageError(f"--chip is '{chip}', but the workbook has the chips {', '.join(known)}")
        return chip


def _turning(
    asked: Asked, tables: Tables, lever: Lever, chip: str, solver: Solver, options: SolveOptions, start: Plan | None
) -> Turning:
    def at(value: float) -> Instance:
        return moved(tables, [(lever, value)], asked.inst.name)

    def enters(_: Instance, plan: Plan) -> bool:
        return bought(chip, plan.bought_units) > _LEAST_UNITS

    return turning(at, (lever.low, lever.high), enters, solver, options, start=start)


def _solves(found: Found) -> Sequence[Any]:
    parts: list[Tornado | Screening | None] = [found.tornado, found.screening]
    solves = [one for part in parts if part is not None for one in part.solves]
    return [*solves, *(one for _, one in found.turning.steps)] if found.turning is not None else solves


def _result(found: Found, addresses: Mapping[str, str]) -> Mapping[str, Any]:
    """Return the figures for programs."""
    bars = found.tornado.bars if found.tornado is not None else ()
    effects = found.screening.effects if found.screening is not None else ()
    turn = found.turning
    return {
        "cost": None if found.tornado is None else found.tornado.base.known.cost_m,
        "inputs": [
            {
                "input": addresses[bar.name],
                "low": bar.ends[0],
                "high": bar.ends[1],
                "at_low": None if bar.low_effect is None else bar.low_effect.best_m,
                "at_high": None if bar.high_effect is None else bar.high_effect.best_m,
            }
            for bar in bars
        ],
        "elementary_effects": [
            {"input": addresses[one.name], "mean_size": one.mean_size_m, "mean": one.mean_m, "sd": one.deviation_m}
            for one in effects
        ],
        "break_even": None
        if turn is None
        else {
            "input": addresses[found.turned],
            "chip": found.chip,
            "ends": list(turn.ends),
            "enters_at_ends": list(turn.is_so),
            "between": None if turn.between is None else list(turn.between),
        },
    }
