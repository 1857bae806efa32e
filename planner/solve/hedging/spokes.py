"""The processes beside the one that leads: one raises the bound, one tries decisions of single futures on all."""

import time
from collections.abc import Mapping, Sequence
from math import isnan, nan
from typing import Any

import numpy as np
from mpi4py import MPI
from mpisppy.cylinders.lagrangian_bounder import LagrangianOuterBound
from mpisppy.cylinders.xhatbase import XhatInnerBoundBase
from mpisppy.extensions.xhatbase import XhatBase

from models.extract import read_plan
from planner.solve.hedging.kept import KeptGroup, keep
from planner.solve.hedging.own_search import future_of
from planner.solve.hedging.problem import Problem

_LOOK_S = 0.1
"""Between two looks for news; mpi-sppy would look without a pause, on a core that others need."""
_SLACK = 1e-5
"""Of the size of a decision, by which it may be off what is wished of it."""


class Bounding(LagrangianOuterBound):  # type: ignore[misc]  # mpi-sppy has no types
    """Raises the bound from the first multipliers on: without any it is that of the process that leads."""

    def main(self, need_solution: bool = False) -> None:
        """Solve the futures with ever new multipliers until the end."""
        opt = self.opt
        self.verbose = opt.options["verbose"]
        self.lagrangian_prep()
        opt.extobject.pre_iter0()
        opt._PHIter = 1
        weighed = False
        while not self.got_kill_signal():
            if self.update_Ws():
                self.send_bound(self._set_weights_and_solve(need_solution))
                if not weighed and opt.incumbent_prob() > 1.0 - opt.E1_tolerance:
                    opt.extobject.post_iter0()
                    weighed = True
            elif weighed:
                # While there are no new multipliers, those that there are climb by steps of their own.
                self.do_while_waiting_for_new_Ws(need_solution)
            else:
                time.sleep(_LOOK_S)


class Trying(XhatInnerBoundBase):  # type: ignore[misc]  # mpi-sppy has no types
    """Tries decisions of single groups on all of them, the first ones before the process that leads has solved any.

    One group decides, as it would alone or near to what it decided in the last round; the others are solved with that.
    In turn with these, one decides near to the most that any of them has bought and built, which is enough for all: of
    twenty futures that each buy a little elsewhere, the best plan came from 15 % to 0.2 % above the cheapest (SIPLIB's
    dcap332_200, the first 20). What is best so far is kept in files at once.
    """

    converger_spoke_char = "X"

    def xhat_extension(self) -> XhatBase:
        """Return what mpi-sppy prepares all processes of this kind with."""
        return XhatBase(self.opt)

    def main(self) -> None:
        """Try until the end, in each round as many futures as the time allows; likely futures first."""
        self.xhat_prep()
        self._names = [group.name for group in sorted(self._problem.groups, key=lambda group: -group.probability)]
        self._number = 0
        near: Mapping[str, list[float]] = {}
        most: Mapping[str, list[float]] = {}
        waiting = list(self._names)
        while not self.got_kill_signal():
            if self.update_nonants():
                near, waiting = self._heard(), self._in_turn(waiting)
                most = self._most(near)
            if waiting:
                first = waiting.pop(0)
                self._try(first, {first: near[first]} if first in near else {})
            elif not most:
                time.sleep(_LOOK_S)
            if most:
                self._try(self._names[0], most)
                most = {}

    @property
    def _problem(self) -> Problem:
        problem: Problem = self.opt.options["problem"]
        return problem

    def _in_turn(self, left: Sequence[str]) -> list[str]:
        """Return all futures, those first that were left in the round before."""
        return [*left, *(name for name in self._names if name not in left)]

    def _heard(self) -> dict[str, list[float]]:
        """Return what each future here decides in the round of which word has come."""
        values = iter(self.localnonants.tolist())
        local = self.opt.local_scenarios.items()
        return {name: [next(values) for _ in scenario._mpisppy_data.nonant_indices] for name, scenario in local}

    def _most(self, heard: Mapping[str, list[float]]) -> dict[str, list[float]]:
        """Return for each future here the most that any decided; nothing: all that is decided is yes or no.

        Choices are nan: with enough for all bought, the future that decides finds what else that takes.
        """
        opt = self.opt
        most: dict[str, np.ndarray] = {}
        for name, scenario in opt.local_scenarios.items():
            values = iter(heard[name])
            for node in scenario._mpisppy_node_list:
                own = np.array([next(values) for _ in node.nonant_vardata_list])
                most[node.name] = np.maximum(most.get(node.name, 0.0), own)
        for node, local in most.items():
            most[node] = np.zeros_like(local)
            opt.comms[node].Allreduce(local, most[node], op=MPI.MAX)
        found = {}
        for name, scenario in opt.local_scenarios.items():
            nodes = scenario._mpisppy_node_list
            values = (value for node in nodes for value in most[node.name].tolist())
            variables = scenario._mpisppy_data.nonant_indices.values()
            found[name] = [
                nan if variable.is_binary() else value for variable, value in zip(variables, values, strict=True)
            ]
        # All processes of this kind must try it, or none; nan is more than nothing to none of them.
        amounts = opt.mpicomm.allreduce(sum(value > 0 for own in found.values() for value in own))
        return found if amounts else {}

    def _try(self, first: str, near: Mapping[str, list[float]]) -> None:
        """Solve all futures with what one of them decides, and keep that if no decisions before were as good."""
        opt = self.opt
        opt._save_nonants()
        for scenario in opt.local_scenarios.values():
            scenario._mpisppy_data.solution_available = False
        decided: dict[str, list[float] | None] = {}
        for node, names in self._nodes().items():
            # Further down the tree there are futures in which the first one has no part.
            chooser = first if first in names else names[0]
            if chooser in opt.local_scenarios:
                decided |= self._decide(chooser, decided, near.get(chooser))
            owner = opt.scenario_names_to_rank[node][chooser]
            decided[node] = opt.comms[node].bcast(decided.get(node), root=owner)
        for name, scenario in opt.local_scenarios.items():
            if not scenario._mpisppy_data.solution_available and not self._decide(name, decided, None):
                break
        if opt.no_incumbent_prob() == 0.0:
            expected = float(opt.Eobjective())
            opt.update_best_solution_if_improving(expected)
            if self.update_if_improving(expected, update_best_solution_cache=False):
                self._keep(expected)
        opt._restore_nonants()

    def _nodes(self) -> dict[str, list[str]]:
        """Return the nodes in which futures here decide, those above others first, with all their futures."""
        here = [node.name for s in self.opt.local_scenarios.values() for node in s._mpisppy_node_list]
        in_order = sorted(dict.fromkeys(here), key=lambda name: name.count("_"))
        stages = {group.name: {stage.name for stage in group.stages} for group in self._problem.groups}
        return {node: [name for name in self._names if node in stages[name]] for node in in_order}

    def _decide(
        self, name: str, decided: Mapping[str, list[float] | None], near: list[float] | None
    ) -> dict[str, list[float] | None]:
        """Solve a future with what is decided, near to what is wished; return what its nodes decide then."""
        scenario = self.opt.local_scenarios[name]
        nodes = scenario._mpisppy_node_list
        if any(decided.get(node.name, ()) is None for node in nodes):
            return {}
        slack = 0.0
        for variable, value in zip(scenario._mpisppy_data.nonant_indices.values(), near or (), strict=False):
            if not isnan(value):
                variable.fix(value, skip_validation=True)
                slack = _SLACK
        for node in nodes:
            for variable, known in zip(node.nonant_vardata_list, decided.get(node.name) or (), strict=False):
                variable.fix(known, skip_validation=True)
        # What others are to be solved with must be exact; what is wished is as a solver left it.
        search = {**self._search, "slack": slack, "exact": any(node.name not in decided for node in nodes)}
        self.opt.solve_one(search, name, scenario)
        if not scenario._mpisppy_data.solution_available:
            return {}
        return {node.name: [variable.value for variable in node.nonant_vardata_list] for node in nodes}

    @property
    def _search(self) -> dict[str, Any]:
        search: dict[str, Any] = self.opt.options["search"]
        return search

    def _keep(self, cost_m: float) -> None:
        """Write the plan that the variables have the values of."""
        problem = self._problem
        self._number += 1
        for place, group in enumerate(problem.groups):
            scenario = self.opt.local_scenarios.get(group.name)
            if scenario is not None:
                shared = [key for stage in group.stages for key in problem.shared[stage.name]]
                rows = [(family, key, float(scenario.component(family)[key].value)) for family, key in shared]
                kept = KeptGroup(cost_m, rows, read_plan(future_of(scenario).built))
                keep(self.opt.options["folder"], self._number, place, kept)
