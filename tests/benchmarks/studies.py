"""What is saved by beginning a solve with the plan of a neighbour, by solving on two workers, and by moves on workers.

python -m tests.benchmarks.studies starts 10       10 neighbours of a generated instance of 10 regions
python -m tests.benchmarks.studies workers 6       16 equal solves of one of 6 regions, on one worker and on two
python -m tests.benchmarks.studies moves 12        moves from a first plan for 12 regions, here and on two processes
"""

import sys
import time
from collections.abc import Iterator
from dataclasses import replace

import numpy as np
from rich.console import Console

from models.build import build
from models.instance import Instance
from planner.solve import SolveOptions, solve
from planner.solve.board import Board
from planner.solve.closing import Closing
from planner.solve.compile import compile_model
from planner.solve.decisions import find_decisions
from planner.solve.highs import HighsSolver, never
from planner.solve.rounding import Rounding
from planner.solve.scaling import find_scaling
from planner.solve.trials import trials_of
from planner.solve.workers import Processes
from planner.studies.solves import Answer, Solver, Task
from tests.benchmarks.generator import Scale, generate

SEED = 7
GAP = 0.01
NEIGHBOURS = (0.90, 0.92, 0.94, 0.96, 0.98, 1.02, 1.04, 1.06, 1.08, 1.10)
"""Factors on the prices of all chips."""
EQUAL_SOLVES = 16
MOST_S = 600.0
OPTIONS = SolveOptions(gap=GAP, threads=1, prices=False, patience=0.0, time_limit_s=300.0)


def with_prices(inst: Instance, factor: float) -> Instance:
    """Return the instance with the prices of all chips times a factor."""
    prices = {key: factor * price for key, price in inst.first_case.chip_price_m.items()}
    return inst.with_cases(chip_price_m=prices)


def starts(regions: int) -> Iterator[str]:
    """Yield, for each neighbour, seconds and gaps from nothing and from the first plan, and last the ratio of sums."""
    inst, solver = generate(Scale(regions), SEED), Solver(solve)
    base = solver.one(Task("base", inst, OPTIONS))
    assert base.outcome is not None
    yield f"base: {described(base)}"
    cold_s = warm_s = 0.0
    for factor in NEIGHBOURS:
        task = Task(f"prices {factor:g}", with_prices(inst, factor), OPTIONS)
        cold, warm = solver.one(task), solver.one(replace(task, start=base.outcome.plan))
        cold_s, warm_s = cold_s + cold.seconds, warm_s + warm.seconds
        yield f"prices {factor:g}: from nothing {described(cold)}; from the first plan {described(warm)}"
    yield f"together: {cold_s:.1f} s from nothing, {warm_s:.1f} s from the first plan, ratio {warm_s / cold_s:.2f}"


def workers(regions: int) -> Iterator[str]:
    """Yield the seconds of equal solves on one worker and on two, and their ratio."""
    inst = generate(Scale(regions), SEED)
    tasks = [Task(f"equal {i + 1}", inst, OPTIONS) for i in range(EQUAL_SOLVES)]
    seconds = {}
    for count in (1, 2):
        began = time.monotonic()
        answers = Solver(solve, Processes(count).pool, count).map(tasks)
        seconds[count] = time.monotonic() - began
        assert len({answer.outcome.cost_m for answer in answers if answer.outcome is not None}) == 1
        yield f"{count} at a time: {seconds[count]:.1f} s for {EQUAL_SOLVES} solves"
    yield f"ratio {seconds[1] / seconds[2]:.2f}"


def moves(regions: int) -> Iterator[str]:
    """Yield the seconds of moves from the same plan until none saves any more, here and on two processes."""
    model = compile_model(build(generate(Scale(regions, charges=10.0), SEED)).pyomo)
    scaling, decisions = find_scaling(model), find_decisions(model)
    whole = replace(model, integer=np.zeros_like(model.integer))
    relaxed = HighsSolver(whole, scaling).solve_lp("interior point")
    first = Board(np.inf)
    assert relaxed.x is not None
    Rounding(model, scaling, decisions, first, never, 0).fit(relaxed.x, "rounded", time_limit_s=MOST_S)
    assert first.x is not None
    yield f"first plan: {first.cost:,.0f}"
    seconds, plans = {}, set()
    for count, place in ((1, None), (2, Processes(2))):
        began, board = time.monotonic(), Board(0.0)
        with trials_of(model, scaling, 0, place) as trials:
            at_rest = Closing(model, decisions, board, trials, never).run(first.x, MOST_S)
        seconds[count] = time.monotonic() - began
        assert board.x is not None
        plans.add(np.rint(board.x[model.integer]).tobytes())
        yield f"{count} at a time: {seconds[count]:.1f} s, {board.cost:,.0f}{'' if at_rest else ', not at its end'}"
    yield f"ratio {seconds[1] / seconds[2]:.2f}; {'the same decisions' if len(plans) == 1 else 'OTHER DECISIONS'}"


def described(answer: Answer) -> str:
    """Return seconds and gap of a solve."""
    gap = answer.outcome.gap if answer.outcome is not None else None
    return f"{answer.seconds:.1f} s" + ("" if gap is None else f" (gap {gap:.2%})")


def main(arguments: list[str]) -> None:
    """Measure what the first argument names on an instance of as many regions as the second says."""
    console = Console()
    for line in {"starts": starts, "workers": workers, "moves": moves}[arguments[0]](int(arguments[1])):
        console.print(line, markup=False, highlight=False)


if __name__ == "__main__":
    main(sys.argv[1:])
