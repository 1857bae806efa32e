"""Progressive hedging with bounds on a tree taken apart into its futures: what each process of `mpiexec` runs.

`mpiexec -n 3 python -m planner.solve.hedging.cylinders FOLDER`: one process leads (progressive hedging), one has the
Lagrangian bound, one tries decisions of single futures on all of them (R. T. Rockafellar and R. J.-B. Wets, Mathematics
of Operations Research 16, 1991; D. Gade et al., Mathematical Programming 157, 2016; mpi-sppy: B. Knueven et al.,
Mathematical Programming Computation 15, 2023).
"""

import json
import pickle
import sys
import time
from collections.abc import Callable, Mapping
from pathlib import Path

import numpy as np
import pyomo.environ as pyo
from mpisppy.cylinders.hub import PHHub
from mpisppy.cylinders.lagrangian_bounder import LagrangianOuterBound
from mpisppy.cylinders.xhatshufflelooper_bounder import XhatShuffleInnerBound
from mpisppy.extensions.extension import Extension
from mpisppy.opt.ph import PH
from mpisppy.phbase import PHBase
from mpisppy.scenario_tree import ScenarioNode
from mpisppy.spin_the_wheel import WheelSpinner
from mpisppy.utils.xhat_eval import Xhat_Eval
from pyomo.repn import generate_standard_repn

from models.build import build
from models.ids import OutcomeId
from planner.solve.hedging.problem import DECISIONS, PROBLEM, PROGRESS, STOP, Problem
from planner.solve.hedging.shared import UNITS, decisions_of
from planner.solve.hedging.stages import stages_of

_LEAST_COST = 1e-3
"""Of a unit of a decision that costs nothing by itself."""
_SHARE_OF_PASS = 0.25
"""Of the time, for all futures once by one process: there is no plan and no bound before the first pass has ended."""
_LEAST_EACH_S = 5.0
"""For a future in a pass."""


def creator(scenario_name: str, problem: Problem) -> pyo.ConcreteModel:
    """Return the model of one future, with the decisions that it shares with others."""
    inst, leaf = problem.inst, OutcomeId(scenario_name)
    m = build(inst.leaf(leaf)).pyomo
    m._mpisppy_probability = inst.tree.outcome(leaf).probability
    m._mpisppy_node_list = []
    for i, stage in enumerate(stages_of(inst)[leaf], 1):
        shared = dict.fromkeys(problem.shared[stage.name])
        for family, key in decisions_of(m, inst, leaf, stage):
            if family in UNITS and (family, key) not in shared:
                m.component(family)[key].fix(0)
        variables = [m.component(family)[key] for family, key in shared]
        cost = m.total_cost.expr if i == 1 else 0.0
        node = ScenarioNode(stage.name, stage.probability, i, cost, variables, m, parent_name=stage.parent)
        m._mpisppy_node_list.append(node)
    return m


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
    """Also writes both bounds as they come, and hears the wish to stop."""

    def enditer(self) -> None:
        """Write where the search stands after a round."""
        if self.opt.cylinder_rank == 0 and self.opt.spcomm is not None:
            line = {
                "round": self.opt._PHIter,
                "best": _finite(self.opt.spcomm.BestInnerBound),
                "bound": _finite(self.opt.spcomm.BestOuterBound),
                "elapsed_s": time.perf_counter() - self.opt.options["began"],
            }
            with Path(self.opt.options["progress"]).open("a") as file:
                file.write(json.dumps(line) + "\n")
        if Path(self.opt.options["stop"]).exists():
            self.opt.options["time_limit"] = 0.0


def _unit_costs(m: pyo.ConcreteModel) -> dict[str, list[float]]:
    """Return, by stage, what a unit of each shared decision costs in the objective of a future."""
    costs = generate_standard_repn(m.total_cost.expr, quadratic=False)
    found = {id(v): abs(float(c)) for v, c in zip(costs.linear_vars, costs.linear_coefs, strict=True)}
    return {node.name: [found.get(id(v), 0.0) for v in node.nonant_vardata_list] for node in m._mpisppy_node_list}


def _sizes(m: pyo.ConcreteModel) -> dict[str, list[float]]:
    """Return, by stage, how large each shared decision of a future is."""
    return {node.name: [abs(v._value) for v in node.nonant_vardata_list] for node in m._mpisppy_node_list}


def spin(folder: Path) -> None:
    """Solve the problem in a folder; its progress and its best decisions are written there."""
    problem: Problem = pickle.loads((folder / PROBLEM).read_bytes())
    inst = problem.inst
    stages = stages_of(inst)
    names = list(dict.fromkeys(stage.name for way in stages.values() for stage in way))
    many = len(names) > 1
    if many:
        last = [way[-1].name for way in stages.values()]
        names += [f"{name}_{i}" for name in dict.fromkeys(last) for i in range(last.count(name))]
    each_s = max(_LEAST_EACH_S, problem.time_limit_s * _SHARE_OF_PASS / len(stages))
    sub = {"threads": 1, "mip_rel_gap": min(problem.gap / 10, 1e-3), "time_limit": each_s}
    began = time.perf_counter()
    options = {
        "solver_name": "appsi_highs",
        "PHIterLimit": problem.most_rounds,
        "defaultPHrho": 1.0,
        "convthresh": 0,
        "verbose": False,
        "display_progress": False,
        "display_timing": False,
        "iter0_solver_options": sub,
        "iterk_solver_options": sub,
        "linearize_binary_proximal_terms": True,
        "linearize_proximal_terms": True,
        "proximal_linearization_tolerance": 1e-2,
        "time_limit": problem.time_limit_s,
        "xhat_looper_options": {"xhat_solver_options": sub, "dump_prefix": None, "scen_limit": len(stages)},
        "progress": str(folder / PROGRESS),
        "stop": str(folder / STOP),
        "began": began,
        "toc": False,
    }
    common = {
        "options": options,
        "all_scenario_names": list(stages),
        "scenario_creator": creator,
        "scenario_creator_kwargs": {"problem": problem},
        "all_nodenames": names if many else None,
    }
    hub = {
        "hub_class": PHHub,
        "hub_kwargs": {"options": {"rel_gap": problem.gap}},
        "opt_class": PH,
        "opt_kwargs": {**common, "extensions": Hedging},
    }
    # While the first has no new multipliers, the second improves those that it has by steps of its own.
    climbing = {**options, "subgradient_while_waiting": True}
    bound = {
        "spoke_class": LagrangianOuterBound,
        "opt_class": PHBase,
        "opt_kwargs": {**common, "options": climbing, "extensions": Weights},
    }
    tries = {"spoke_class": XhatShuffleInnerBound, "opt_class": Xhat_Eval, "opt_kwargs": dict(common)}
    wheel = WheelSpinner(hub, [bound, tries])
    wheel.spin()
    if wheel.on_hub() and wheel.cylinder_rank == 0:
        line = {
            "round": None,
            "best": _finite(wheel.BestInnerBound),
            "bound": _finite(wheel.BestOuterBound),
            "elapsed_s": time.perf_counter() - began,
        }
        with (folder / PROGRESS).open("a") as file:
            file.write(json.dumps(line) + "\n")
    (folder / DECISIONS).mkdir(exist_ok=True)

    def write(directory: str, scenario_name: str, m: pyo.ConcreteModel, bundling: bool) -> None:
        _write_decisions(Path(directory), problem, OutcomeId(scenario_name), m)

    wheel.write_tree_solution(str(folder / DECISIONS), write)


def _write_decisions(folder: Path, problem: Problem, leaf: OutcomeId, m: pyo.ConcreteModel) -> None:
    """Write the decisions that a future shares with others: family, index and value of each."""
    rows = [
        [family, list(key), pyo.value(m.component(family)[key])]
        for stage in stages_of(problem.inst)[leaf]
        for family, key in problem.shared[stage.name]
    ]
    name = f"{list(problem.inst.tree.leaves).index(leaf)}.json"
    (folder / name).write_text(json.dumps(rows), encoding="utf-8")


def _finite(value: float) -> float | None:
    return float(value) if abs(value) < 1e300 else None


if __name__ == "__main__":
    spin(Path(sys.argv[1]))
