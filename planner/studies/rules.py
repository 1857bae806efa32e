"""The price of each rule: the plan again without each policy, residency rule, quota or commitment, one at a time."""

from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from itertools import permutations
from typing import Literal, get_args

from models.ids import PeriodId, WorkloadId
from models.instance import Case, Instance
from models.records import HostRule
from planner.solve import SolveOptions
from planner.studies.known import Effect, Known, between
from planner.studies.solved import Solved, solve_all, to_the_gap
from planner.studies.solves import Solver, Task

Kind = Literal["policies", "residency", "supply", "commitments"]
KINDS: tuple[Kind, ...] = get_args(Kind)


@dataclass(frozen=True)
class Rule:
    """A rule of the workbook, or rules that are lifted together."""

    kind: Kind
    name: str
    """Of the policy, commitment or chip; the class of the workloads whose residency it is."""


@dataclass(frozen=True)
class Price:
    """What a rule costs: the plan with all rules against the plan without this one."""

    rule: Rule
    without: Solved
    known: Known
    """What is known of the cheapest cost without the rule: the plan with all rules is a plan without it, too."""
    effect: Effect | None
    """None: one of the two has no plan."""

    @property
    def middle_m(self) -> float:
        """The middle of what the price may be, by which rules are ranked; 0 where it is not known."""
        if self.effect is None:
            return 0.0
        least_m, most_m = self.effect.least_m, self.effect.most_m
        return self.effect.best_m if least_m is None or most_m is None else (least_m + most_m) / 2.0


@dataclass(frozen=True)
class RulePrices:
    """The plan with all rules, and the price of each, the dearest first."""

    whole: Solved
    lifted: tuple[tuple[Rule, Solved], ...]

    @cached_property
    def known(self) -> Known:
        """What is known of the cheapest cost with all rules: no less than without any of them."""
        bounds = [one.known.bound_m for _, one in self.lifted if one.known.bound_m is not None]
        own = self.whole.known
        if own.cost_m is not None:
            bounds = [min(bound, own.cost_m) for bound in bounds]
        return own.sharpened(Known(bound_m=max(bounds, default=None))) if bounds else own

    @cached_property
    def prices(self) -> tuple[Price, ...]:
        """The rules, those without which there is a plan where there is none with them first, then the dearest."""
        found = [self._price(rule, solved) for rule, solved in self.lifted]
        return tuple(sorted(found, key=lambda one: (not self.prevents(one), -one.middle_m)))

    def prevents(self, price: Price) -> bool:
        """Return whether there is a plan only without this rule."""
        return self.known.cost_m is None and price.known.cost_m is not None

    def _price(self, rule: Rule, solved: Solved) -> Price:
        known = solved.known if self.known.cost_m is None else _of_fewer_rules(solved.known, self.whole.known)
        effect = between(known, self.known)
        if effect is not None and effect.least_m is not None:
            # To lift a rule never costs anything.
            effect = Effect(effect.best_m, max(0.0, effect.least_m), effect.most_m)
        return Price(rule, solved, known, effect)


def _of_fewer_rules(known: Known, whole: Known) -> Known:
    """Return what is known of a problem that has one rule less: each plan of the whole is one of it."""
    if known.cost_m is not None and whole.cost_m is not None and known.cost_m <= whole.cost_m:
        return known
    return Known(whole.cost_m, known.bound_m, whole.plan)


def rule_prices(
    inst: Instance, solver: Solver, options: SolveOptions | None = None, kinds: Collection[Kind] = KINDS
) -> RulePrices:
    """Solve an instance with all its rules and without each; the plan with all begins the others."""
    quick = to_the_gap(options or SolveOptions())
    rules = rules_of(inst, kinds)
    in_all = len(rules) + 1
    (whole,) = solve_all(solver.at(0, in_all), [Task("with all rules", inst, quick)])
    tasks = [Task(f"without {rule.kind} {rule.name}", without(inst, rule), quick, whole.plan) for rule in rules]
    solved = solve_all(solver.at(1, in_all), tasks)
    return RulePrices(whole, tuple(zip(rules, solved, strict=True)))


def rules_of(inst: Instance, kinds: Collection[Kind] = KINDS) -> tuple[Rule, ...]:
    """Return the rules of an instance: policies and commitments one by one, quotas by chip, residency by class."""
    names: Mapping[Kind, Iterator[str]] = {
        "policies": (str(i) for case in inst.cases.values() for i in case.policies),
        "residency": (_class_of(case, w) for case in inst.cases.values() for w in case.workloads if _holds(case, w)),
        "supply": (str(s.chip) for case in inst.cases.values() for s in case.supplies if _is_limited(s.units_per_year)),
        "commitments": (str(i) for case in inst.cases.values() for i in case.commitments),
    }
    return tuple(Rule(kind, name) for kind in KINDS if kind in kinds for name in dict.fromkeys(names[kind]))


def without(inst: Instance, rule: Rule) -> Instance:
    """Return the instance without a rule."""
    lift = _LIFTS[rule.kind]
    return inst.replace(cases={name: lift(case, rule.name) for name, case in inst.cases.items()})


def _without_policy(case: Case, name: str) -> Case:
    return case.replace(policies={i: policy for i, policy in case.policies.items() if i != name})


def _without_commitment(case: Case, name: str) -> Case:
    return case.replace(commitments={i: one for i, one in case.commitments.items() if i != name})


def _without_supply(case: Case, name: str) -> Case:
    return case.replace(supplies=tuple(supply for supply in case.supplies if supply.chip != name))


def _without_residency(case: Case, name: str) -> Case:
    """Return the case in which work of a class may go to any region, all of it, within its latency."""
    free = [w for w in case.workloads if _class_of(case, w) == name]
    pairs = {(w, o, h): HostRule() for w in free for o, h in permutations(case.regions, 2)}
    shares = {key: share for key, share in case.remote_fraction.items() if key[0] not in free}
    kept = {key: one for key, one in case.host_rules.items() if key[0] not in free}
    return case.replace(host_rules={**kept, **pairs}, remote_fraction=shares)


_LIFTS: Mapping[Kind, Callable[[Case, str], Case]] = {
    "policies": _without_policy,
    "residency": _without_residency,
    "supply": _without_supply,
    "commitments": _without_commitment,
}


def _class_of(case: Case, w: WorkloadId) -> str:
    workload = case.workloads[w]
    return workload.work_class or str(w)


def _holds(case: Case, w: WorkloadId) -> bool:
    """Return whether residency keeps any of this work from any region."""
    pairs = [rule for (of, _, _), rule in case.host_rules.items() if of == w]
    every = len(case.regions) * (len(case.regions) - 1)
    shares = (share for (of, _), share in case.remote_fraction.items() if of == w)
    return len(pairs) < every or any(rule.max_remote_fraction < 1.0 for rule in pairs) or any(s < 1.0 for s in shares)


def _is_limited(units_per_year: Mapping[PeriodId, float | None]) -> bool:
    return any(units is not None for units in units_per_year.values())
