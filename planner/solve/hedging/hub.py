"""The process that leads: progressive hedging, with weights by what decisions cost, and word of how far it is."""

import json
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import numpy as np
import pyomo.environ as pyo
from mpisppy.extensions.extension import Extension

from planner.solve.hedging.clock import Clock
from planner.solve.hedging.own_search import future_of
from planner.solve.hedging.problem import PROGRESS

_LEAST_COST = 1e-3
"""Of a unit of a decision that costs nothing by itself."""


class WithoutPlanError(Exception):
    """A group of futures has no plan, or none was found in time; the text is its name."""

    def __init__(self, name: str, *, proven: bool) -> None:
        super().__init__(name)
        self.proven = proven


class Weights(Extension):  # type: ignore[misc]  # mpi-sppy has no types
    """Weighs the shared decisions once each future has been solved by itself."""

    def post_iter0(self) -> None:
        """Set the weight of each shared decision to what a unit of it costs over how large it is.

        Over how far the futures are apart in it, as is usual, weights were so large that the multipliers stood still
        long before their bound was good (the three-regions sample: 3.5 % below the plan, against less than 2 %).

        The weight is the same in all futures of a stage, also where they have different costs: else the multipliers
        would not add up to nothing, and what they give would be no bound. (J.-P. Watson and D. L. Woodruff,
        "Progressive hedging innovations for a class of stochastic mixed-integer resource allocation problems",
        Computational Management Science 8, 2011.)
        """
        costs, sizes = self._means(_unit_costs), self._means(_sizes)
        for scenario in self.opt.local_scenarios.values():
            for node, i in scenario._mpisppy_data.nonant_indices:
                weight = max(costs[node][i], _LEAST_COST) / max(1.0, sizes[node][i])
                scenario._mpisppy_model.rho[node, i]._value = weight

    def _means(self, numbers: Callable[[pyo.ConcreteModel], Mapping[str, list[float]]]) -> dict[str, np.ndarray]:
        """Return numbers of the shared decisions, by stage, on average over its futures."""
        found: dict[str, np.ndarray] = {}
        for scenario in self.opt.local_scenarios.values():
            for name, own in numbers(scenario).items():
                weighed = scenario._mpisppy_probability * np.array([*own, 1.0])
                found[name] = found.get(name, np.zeros(len(weighed))) + weighed
        for name, local in found.items():
            total = np.zeros_like(local)
            self.opt.comms[name].Allreduce(local, total)
            found[name] = total[:-1] / total[-1]
        return found


class Hedging(Weights):
    """Also writes both bounds as they come, and ends all processes when they are near enough."""

    def __init__(self, opt: Any, *, folder: Path, clock: Clock, gap: float) -> None:
        super().__init__(opt)
        self._folder, self._clock, self._gap = folder, clock, gap
        self._told: tuple[int, float] | None = None

    def post_solve(self, subproblem: pyo.ConcreteModel, results: Any) -> Any:
        """Hear what the other processes have found meanwhile: a round can take minutes.

        Raises
        ------
        WithoutPlanError
            When a group has no plan; then there is none for all.
        """
        if not subproblem._mpisppy_data.solution_available:
            infeasible = results.solver.termination_condition == pyo.TerminationCondition.infeasible
            name = next(name for name, one in self.opt.local_scenarios.items() if one is subproblem)
            raise WithoutPlanError(name, proven=infeasible)
        if self.opt.n_proc == 1:
            # With several processes to hedge, all of them must ask at once, which they do after a round.
            self.opt.spcomm.receive_outerbounds()
            self.opt.spcomm.receive_innerbounds()
            self._tell()
        return results

    def post_iter0_after_sync(self) -> None:
        """Tell of the bound of futures that need not agree."""
        self.opt.spcomm.is_converged(screen_trace=False)
        self._tell()

    def enditer(self) -> None:
        """Tell where the search stands after a round."""
        self._tell()
        if self._clock.over():
            self.opt.options["time_limit"] = 0.0

    def post_everything(self) -> None:
        """Let the others end as well, in the middle of a solve."""
        self._clock.stop()

    def _tell(self) -> None:
        hub = self.opt.spcomm
        now = self.opt._PHIter, hub.BestOuterBound
        if self.opt.cylinder_rank == 0 and now != self._told:
            self._told = now
            tell(self._folder, *now)
        if hub.compute_gaps()[1] <= self._gap:
            self._clock.stop()


def tell(folder: Path, number: int | None, bound_m: float) -> None:
    """Write the bound after a round; None: the last word."""
    with (folder / PROGRESS).open("a", encoding="utf-8") as file:
        file.write(json.dumps({"round": number, "bound": bound_m if np.isfinite(bound_m) else None}) + "\n")


def _unit_costs(m: pyo.ConcreteModel) -> dict[str, list[float]]:
    """Return, by stage, what a unit of each shared decision costs in the objective of a future."""
    costs = iter(np.abs(future_of(m).unit_costs).tolist())
    return {node.name: [next(costs) for _ in node.nonant_vardata_list] for node in m._mpisppy_node_list}


def _sizes(m: pyo.ConcreteModel) -> dict[str, list[float]]:
    """Return, by stage, how large each shared decision of a future is."""
    return {node.name: [abs(v._value) for v in node.nonant_vardata_list] for node in m._mpisppy_node_list}
