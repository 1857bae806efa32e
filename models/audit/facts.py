"""What the rules look at: instance, plan, account, and the flows of the plan summed the ways rules need them."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass

from models.account.account import Account, account
from models.account.running import Holdings
from models.account.timeline import Moment, Timeline, timeline
from models.ids import OutcomeId, RegionId, StateId, WorkloadId
from models.instance import Case, Instance
from models.plan import Plan
from models.records import Outage, Slice

WorkKey = tuple[RegionId, WorkloadId, OutcomeId, StateId]
"""Region, workload, outcome, state."""


@dataclass(frozen=True)
class State:
    """An operating state: a slice, or an outage within one."""

    id: StateId
    slice: Slice
    outage: Outage | None

    def region_remaining(self, r: RegionId) -> float:
        """Return the share of chip time that is left of what the slice allows."""
        return 1.0 if self.outage is None else self.outage.region_remaining.get(r, 1.0)


@dataclass(frozen=True)
class Flows:
    """Sums over the operation of a plan, in PFLOPS."""

    home: Mapping[WorkKey, float]
    remote: Mapping[WorkKey, float]
    """By origin."""
    remote_to: Mapping[tuple[RegionId, RegionId, WorkloadId, OutcomeId, StateId], float]
    """By origin and host."""
    hosted: Mapping[WorkKey, float]
    """By host, with the loss on work served remotely."""
    run: Mapping[WorkKey, float]
    confined_run: Mapping[WorkKey, float]
    rented: Mapping[WorkKey, float]


@dataclass(frozen=True)
class Facts:
    """Everything a rule may look at."""

    inst: Instance
    plan: Plan
    times: Timeline
    account: Account
    flows: Flows
    states: Mapping[OutcomeId, Mapping[StateId, State]]
    """The operating states of each outcome: slices, then outages."""

    @property
    def held(self) -> Holdings:
        """What stands and how it is used."""
        return self.account.held

    @property
    def moments(self) -> tuple[Moment, ...]:
        """All outcomes with their data, parents first."""
        return self.times.moments

    def case(self, e: OutcomeId) -> Case:
        """Return the data of an outcome."""
        return self.times.now(e).case

    def state(self, e: OutcomeId, s: StateId) -> State:
        """Return an operating state of an outcome."""
        return self.states[e][s]

    def demand(self, moment: Moment, o: RegionId, w: WorkloadId, state: State) -> float:
        """Return the demand of a state's slice, before anything is deferred."""
        yearly = moment.case.demand_pflops.get((o, w, moment.period.id), 0.0)
        return yearly * moment.case.profile.get((w, o, state.slice.id), 1.0)

    def due(self, moment: Moment, o: RegionId, w: WorkloadId, state: State) -> float:
        """Return the work to be done: with what was deferred in slices, the stated share in outages."""
        demand = self.demand(moment, o, w, state)
        if state.outage is not None:
            stated = state.outage.due_in.get((w, o))
            return demand * (state.outage.due_fraction.get(w, 1.0) if stated is None else stated)
        return demand + self.plan.deferred.get((o, w, moment.outcome, state.id), 0.0)


def states_of(case: Case) -> dict[StateId, State]:
    """Return the operating states of a case: slices, then outages."""
    states = {StateId(s): State(StateId(s), part, None) for s, part in case.slices.items()}
    for outage in case.outages.values():
        states[StateId(outage.id)] = State(StateId(outage.id), case.slices[outage.slice], outage)
    return states


def gather_facts(inst: Instance, plan: Plan) -> Facts:
    """Return the facts of a plan whose keys the instance knows."""
    times = timeline(inst)
    states = {e: states_of(times.now(e).case) for e in times.paths}
    return Facts(inst, plan, times, account(inst, plan), sum_flows(times, plan), states)


def sum_flows(times: Timeline, plan: Plan) -> Flows:
    """Return the flows of a plan, summed."""
    home: dict[WorkKey, float] = defaultdict(float)
    remote: dict[WorkKey, float] = defaultdict(float)
    remote_to: dict[tuple[RegionId, RegionId, WorkloadId, OutcomeId, StateId], float] = defaultdict(float)
    hosted: dict[WorkKey, float] = defaultdict(float)
    for (o, h, q, w, _route, e, s), pflops in plan.served.items():
        if o == h:
            home[o, w, e, s] += pflops
            continue
        loss = 0.0 if q is None else times.now(e).case.tiers[q].loss_fraction
        remote[o, w, e, s] += pflops
        remote_to[o, h, w, e, s] += pflops
        hosted[h, w, e, s] += (1.0 + loss) * pflops
    run: dict[WorkKey, float] = defaultdict(float)
    for (r, _k, w, e, s), pflops in plan.run.items():
        run[r, w, e, s] += pflops
    confined_run: dict[WorkKey, float] = defaultdict(float)
    for (r, _k, w, e, s), pflops in plan.confined_run.items():
        confined_run[r, w, e, s] += pflops
    rented: dict[WorkKey, float] = defaultdict(float)
    for (_j, o, w, e, s), pflops in plan.rented.items():
        rented[o, w, e, s] += pflops
    return Flows(home, remote, remote_to, hosted, run, confined_run, rented)
