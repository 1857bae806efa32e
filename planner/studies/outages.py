"""Which single losses a plan does not stand, and what it costs to stand them: every region and every link, one by one.

The plan is tested against each loss; those that it does not stand are added to the model, until it stands all of them
(N-1 by screening) or as many were added as are allowed.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from models.decided import as_decided
from models.ids import LinkId, OutageId, RegionId, SliceId, StateId, WorkloadId
from models.instance import Case, Instance
from models.plan import Plan
from models.records import Outage
from planner.solve import SolveOptions
from planner.studies.known import NO_PLAN, Effect, Known, between
from planner.studies.solved import Solved, solve_all, to_the_gap
from planner.studies.solves import Answer, Solver, Task

AT_A_TIME = 8
"""Losses in one test: states share what a model has besides, and one of many is slow."""
_TOLERANCE = 1e-5
"""Share of what is due that is rounding of the solver."""


@dataclass(frozen=True)
class Asking:
    """What is asked of a plan in a loss."""

    slice: SliceId
    due: float = 1.0
    """Share of the slice's demand that is still due."""
    price_m_per_pflops: float | None = None
    """Of each PFLOPS short in a year, where a loss need not be stood whole; None: it must be."""


@dataclass(frozen=True)
class Loss:
    """One region, or one link, that is lost wholly."""

    id: OutageId
    region: RegionId | None = None
    link: LinkId | None = None


@dataclass(frozen=True)
class Short:
    """What a plan leaves undone in a loss, in the period in which it is most."""

    pflops: float
    due_pflops: float
    """All work that is due then."""
    by_work: Mapping[tuple[RegionId, WorkloadId], float]

    @property
    def fails(self) -> bool:
        """Whether it is more than rounding."""
        return self.pflops > _TOLERANCE * max(1.0, self.due_pflops)


@dataclass(frozen=True)
class Round:
    """A plan, and what it leaves undone in each loss that was tested."""

    added: tuple[Loss, ...]
    """Losses that the plan was made to stand."""
    solved: Solved
    shorts: Mapping[OutageId, Short]
    """By loss; those that the plan was made to stand whole are not tested."""
    tests: tuple[Solved, ...] = ()

    @property
    def inst(self) -> Instance:
        """What the plan was made for."""
        return self.solved.inst

    @property
    def plan(self) -> Plan | None:
        """The plan, if there is one."""
        return self.solved.plan

    @property
    def known(self) -> Known:
        """What is known of the cheapest cost."""
        return self.solved.known

    @property
    def failing(self) -> list[OutageId]:
        """The losses that the plan does not stand, the worst first."""
        return sorted((i for i, short in self.shorts.items() if short.fails), key=lambda i: -self.shorts[i].pflops)


@dataclass(frozen=True)
class Screening:
    """The rounds of a screening: the plan as it is first, the last one last."""

    asking: Asking
    losses: tuple[Loss, ...]
    rounds: tuple[Round, ...]
    hopeless: tuple[Loss, ...] = ()
    """Losses that no plan stands."""

    @property
    def last(self) -> Round:
        """The last plan that there is."""
        return next((one for one in reversed(self.rounds) if one.plan is not None), self.rounds[-1])

    @property
    def price(self) -> Effect | None:
        """What standing the losses costs; None: there is no plan that does."""
        if self.rounds[-1].plan is None:
            return None
        return between(self.rounds[0].known, self.rounds[-1].known)

    @property
    def answers(self) -> list[Answer]:
        """All solves."""
        return [solved.answer for one in self.rounds for solved in (one.solved, *one.tests)]


def screen(
    inst: Instance,
    losses: Sequence[Loss],
    asking: Asking,
    solver: Solver,
    options: SolveOptions,
    most: int | None = None,
) -> Screening:
    """Return what a chain's cheapest plan does not stand, and the plans that stand more and more of the losses.

    Parameters
    ----------
    most
        Losses that may be added; None: as many as it takes.
    """
    added: list[Loss] = []
    hopeless: list[Loss] = []
    fresh: list[Loss] = []
    start: Plan | None = None
    rounds: list[Round] = []
    while True:
        now = with_losses(inst, added, asking)
        name = "the plan" if not added else f"the plan that stands {len(added)} of {len(losses)} losses"
        (solved,) = solve_all(solver, [Task(name, now, to_the_gap(options), start)])
        if solved.plan is None:
            rounds.append(Round(tuple(added), solved, {}))
            alone = _without_plan_alone(inst, fresh, asking, solver, options)
            if not alone or len(alone) == len(added):
                return Screening(asking, tuple(losses), tuple(rounds), (*hopeless, *alone))
            hopeless += alone
            fresh = [loss for loss in fresh if loss not in alone]
            added = [loss for loss in added if loss not in alone]
            continue
        start = solved.plan
        left = [loss for loss in losses if loss not in added or asking.price_m_per_pflops is not None]
        shorts, tests = tested(now, solved.plan, left, asking, solver, options)
        rounds.append(Round(tuple(added), solved, shorts, tests))
        known = (*added, *hopeless)
        failing = [loss for i in rounds[-1].failing for loss in losses if loss.id == i and loss not in known]
        fresh = failing[: len(failing) if most is None else most - len(added)]
        if not fresh:
            return Screening(asking, tuple(losses), tuple(rounds), tuple(hopeless))
        added += fresh


def _without_plan_alone(
    inst: Instance, losses: Sequence[Loss], asking: Asking, solver: Solver, options: SolveOptions
) -> tuple[Loss, ...]:
    """Return the losses that no plan stands even when it need stand nothing else."""
    quick = to_the_gap(options)
    tasks = [Task(f"{loss.id} alone", with_losses(inst, [loss], asking), quick) for loss in losses]
    return tuple(
        loss for loss, solved in zip(losses, solve_all(solver, tasks), strict=True) if solved.known.why == NO_PLAN
    )


def all_losses(inst: Instance, regions: Iterable[RegionId] | None, links: Iterable[LinkId] | None) -> tuple[Loss, ...]:
    """Return the loss of each of these regions and links; None: of all."""
    case = inst.first_case
    return (
        *(Loss(OutageId(f"loss of {r}"), region=r) for r in (case.regions if regions is None else regions)),
        *(Loss(OutageId(f"loss of {l}"), link=l) for l in (case.links if links is None else links)),
    )


def busiest_slice(inst: Instance) -> SliceId:
    """Return the slice with most demand for the chip time that can be had in it, over all regions and periods."""
    case = inst.first_case

    def strain(part: SliceId) -> float:
        due = sum(pflops * case.profile.get((w, o, part), 1.0) for (o, w, _), pflops in case.demand_pflops.items())
        return due / max(case.slices[part].availability, 1e-9)

    return max(case.slices, key=strain)


def with_losses(inst: Instance, losses: Iterable[Loss], asking: Asking) -> Instance:
    """Return the instance whose plans have to stand these losses too."""
    wanted = list(losses)
    cases = {
        name: case.replace(outages={**case.outages, **{loss.id: _outage(case, loss, asking) for loss in wanted}})
        for name, case in inst.cases.items()
    }
    return inst.replace(cases=cases)


def tested(
    inst: Instance, plan: Plan, losses: Sequence[Loss], asking: Asking, solver: Solver, options: SolveOptions
) -> tuple[dict[OutageId, Short], tuple[Solved, ...]]:
    """Return how much the investments of a plan leave undone in each loss, and the solves that say so."""
    groups = [losses[i : i + AT_A_TIME] for i in range(0, len(losses), AT_A_TIME)]
    exact = replace(to_the_gap(options), gap=0.0)
    tasks = [
        Task(
            f"losses {i * AT_A_TIME + 1} to {i * AT_A_TIME + len(group)} of {len(losses)}",
            _test(inst, plan, group, asking),
            exact,
        )
        for i, group in enumerate(groups)
    ]
    tests = solve_all(solver, tasks)
    found: dict[OutageId, Short] = {}
    for group, test in zip(groups, tests, strict=True):
        if test.plan is not None:
            found |= {loss.id: _short(test.inst, test.plan, loss, asking) for loss in group}
    return found, tests


def _test(inst: Instance, plan: Plan, losses: Sequence[Loss], asking: Asking) -> Instance:
    """Return the instance that leaves open only how the investments of a plan are used in the slice and in the losses.

    Slices share nothing but the investments; in the others, and by budgets and policies, the plan is as it was.
    """
    case = inst.first_case
    soft = replace(asking, price_m_per_pflops=1.0)
    workloads = {
        w: replace(workload, unmet_penalty_m_per_pflops=1.0, deferrable_fraction=0.0)
        for w, workload in case.workloads.items()
    }
    bare = case.replace(
        slices={asking.slice: replace(case.slices[asking.slice], deferral_group=None)},
        workloads=workloads,
        outages={loss.id: _outage(case, loss, soft) for loss in losses},
        policies={},
        budgets={},
        commitments=as_decided(inst, plan, inst.periods),
    )
    return inst.replace(cases=dict.fromkeys(inst.cases, bare))


def _outage(case: Case, loss: Loss, asking: Asking) -> Outage:
    """Return a loss as an outage: of a lost region only that work is due which may all be done elsewhere."""
    price_m = asking.price_m_per_pflops
    return Outage(
        loss.id,
        asking.slice,
        region_remaining={} if loss.region is None else {loss.region: 0.0},
        link_remaining={} if loss.link is None else {loss.link: 0.0},
        due_fraction=dict.fromkeys(case.workloads, asking.due),
        shortfall_price_m_per_pflops={} if price_m is None else dict.fromkeys(case.workloads, price_m),
        due_in={} if loss.region is None else dict.fromkeys(_lost_for_good(case, loss.region), 0.0),
    )


def _lost_for_good(case: Case, r: RegionId) -> Iterator[tuple[WorkloadId, RegionId]]:
    """Yield the work of a region that may not all leave it."""
    for w in case.workloads:
        elsewhere = sum(rule.max_remote_fraction for (of, o, _), rule in case.host_rules.items() if of == w and o == r)
        if min(elsewhere, case.remote_fraction.get((w, r), 1.0)) < 1.0:
            yield w, r


def _short(inst: Instance, undone: Plan, loss: Loss, asking: Asking) -> Short:
    """Return what falls short in the period in which it is most."""
    worst = Short(0.0, 0.0, {})
    for e in inst.outcomes:
        case, period = inst.case(e), inst.tree.outcome(e).period
        outage = case.outages[loss.id]
        due = sum(
            pflops * case.profile.get((w, o, asking.slice), 1.0) * outage.due(w, o)
            for (o, w, when), pflops in case.demand_pflops.items()
            if when == period
        )
        by_work = {
            (o, w): pflops for (o, w, at, s), pflops in undone.shortfall.items() if at == e and s == StateId(loss.id)
        }
        pflops = sum(by_work.values())
        if pflops > worst.pflops or not worst.due_pflops:
            worst = Short(pflops, due, by_work)
    return worst
