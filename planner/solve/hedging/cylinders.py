"""Progressive hedging with bounds on a tree taken apart into groups of futures: what each process of `mpiexec` runs.

`mpiexec -n 3 python -m planner.solve.hedging.cylinders FOLDER`: one process leads (progressive hedging), one has the
Lagrangian bound, one tries decisions of one group on all of them (R. T. Rockafellar and R. J.-B. Wets, Mathematics
of Operations Research 16, 1991; D. Gade et al., Mathematical Programming 157, 2016; mpi-sppy: B. Knueven et al.,
Mathematical Programming Computation 15, 2023). Each of them solves single groups with the planner's own search.
"""

import pickle
import sys
from pathlib import Path
from typing import Any

import pyomo.environ as pyo
from mpi4py import MPI
from mpisppy.cylinders.hub import PHHub
from mpisppy.opt.ph import PH
from mpisppy.phbase import PHBase
from mpisppy.scenario_tree import ScenarioNode
from mpisppy.spin_the_wheel import WheelSpinner
from mpisppy.utils.xhat_eval import Xhat_Eval

from models.build import build
from planner.solve.compile import ImpossibleRowError
from planner.solve.hedging.clock import Clock
from planner.solve.hedging.future import Future
from planner.solve.hedging.hub import Hedging, Weights, WithoutPlanError, tell
from planner.solve.hedging.own_search import NAME, give_future
from planner.solve.hedging.problem import HOPELESS, PROBLEM, REFUSED, Problem
from planner.solve.hedging.shared import UNITS, decisions_of, padding_of
from planner.solve.hedging.spokes import Bounding, Trying

_SHARE_OF_PASS = 0.7
"""Of the time, for all groups once by one process: there is no bound before the first pass has ended, and hardly a
better plan from rounds of groups that are not solved well. Most are solved to their gap in less."""
_LEAST_EACH_S = 5.0
"""For a future in a pass."""
_ABANDONED = 1


def creator(scenario_name: str, problem: Problem, clock: Clock, *, to_mean: bool) -> pyo.ConcreteModel:
    """Return the model of one group of futures, with the decisions that it shares with others.

    Raises
    ------
    WithoutPlanError
        When it has none, which is seen at once.
    """
    inst, group = problem.inst, problem.group(scenario_name)
    alone = inst.part(group.leaves)
    built = build(alone)
    m = built.pyomo
    m._mpisppy_probability = group.probability
    m._mpisppy_node_list = []
    m.padding = pyo.Var(pyo.Any, dense=False, bounds=(0, 0))
    padding = padding_of(problem.groups, problem.shared)
    for i, stage in enumerate(group.stages, 1):
        shared = dict.fromkeys(problem.shared[stage.name])
        for family, key in decisions_of(m, inst, group, stage):
            if family in UNITS and (family, key) not in shared:
                m.component(family)[key].fix(0)
        variables = [m.component(family)[key] for family, key in shared]
        variables += [m.padding[stage.name, j] for j in range(padding[stage.name])]
        cost = m.total_cost.expr if i == 1 else 0.0
        node = ScenarioNode(stage.name, stage.probability, i, cost, variables, m, parent_name=stage.parent)
        m._mpisppy_node_list.append(node)
    variables = [variable for node in m._mpisppy_node_list for variable in node.nonant_vardata_list]
    try:
        give_future(m, Future(alone, built, variables, clock, to_mean=to_mean))
    except ImpossibleRowError as error:
        raise WithoutPlanError(scenario_name, proven=True) from error
    return m


def spin(folder: Path) -> None:
    """Solve the problem in a folder; how far it is and the best decisions are written there."""
    problem: Problem = pickle.loads((folder / PROBLEM).read_bytes())
    why = problem.why_refused(MPI.COMM_WORLD.size)
    if why is not None:
        if MPI.COMM_WORLD.rank == 0:
            (folder / REFUSED).write_text(why, encoding="utf-8")
        return
    clock = Clock(folder, problem.time_limit_s)
    try:
        wheel = _wheel(folder, problem, clock)
        wheel.spin()
        if wheel.on_hub() and wheel.cylinder_rank == 0:
            tell(folder, None, wheel.BestOuterBound)
    except WithoutPlanError as error:
        if error.proven:
            (folder / HOPELESS).write_text(str(error), encoding="utf-8")
        clock.stop()
        # The others wait for this process at places that it will never reach.
        MPI.COMM_WORLD.Abort(_ABANDONED)


def _wheel(folder: Path, problem: Problem, clock: Clock) -> WheelSpinner:
    groups = problem.groups
    names = list(dict.fromkeys(stage.name for group in groups for stage in group.stages))
    many = len(names) > 1
    if many:
        last = [group.stages[-1].name for group in groups]
        names += [f"{name}_{i}" for name in dict.fromkeys(last) for i in range(last.count(name))]
    each_s = max(_LEAST_EACH_S, problem.time_limit_s * _SHARE_OF_PASS / len(groups))
    search = {"gap": problem.gap, "enough_s": each_s}
    options = {
        "solver_name": NAME,
        "PHIterLimit": problem.most_rounds,
        "defaultPHrho": 1.0,
        "convthresh": 0,
        "verbose": False,
        "display_progress": False,
        "display_timing": False,
        "iter0_solver_options": search,
        "iterk_solver_options": search,
        "linearize_binary_proximal_terms": True,
        "time_limit": problem.time_limit_s,
        "search": search,
        "subgradient_while_waiting": True,
        "folder": folder,
        "problem": problem,
        "toc": False,
    }

    def keywords(*, to_mean: bool = False, **more: Any) -> dict[str, Any]:
        return {
            "options": dict(options),
            "all_scenario_names": [group.name for group in groups],
            "scenario_creator": creator,
            "scenario_creator_kwargs": {"problem": problem, "clock": clock, "to_mean": to_mean},
            "all_nodenames": names if many else None,
            **more,
        }

    told = {"folder": folder, "clock": clock, "gap": problem.gap}
    hub = {
        "hub_class": PHHub,
        "hub_kwargs": {"options": {"rel_gap": problem.gap}},
        "opt_class": PH,
        "opt_kwargs": keywords(to_mean=True, extensions=Hedging, extension_kwargs=told),
    }
    bounding = {"spoke_class": Bounding, "opt_class": PHBase, "opt_kwargs": keywords(extensions=Weights)}
    trying = {"spoke_class": Trying, "opt_class": Xhat_Eval, "opt_kwargs": keywords()}
    return WheelSpinner(hub, [bounding, trying])


if __name__ == "__main__":
    spin(Path(sys.argv[1]))
