"""What it costs that regions plan on their own: the same instance under four ways to organise the market."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from models.ids import CommitmentId, TierId
from models.instance import Instance
from models.part import part_of, rules_left_out
from models.plan import Plan
from models.records import Commitment, Selection
from planner.solve import Outcome, SolveOptions
from planner.studies.division import Rule, divided
from planner.studies.known import Effect, Known, difference
from planner.studies.members import Members
from planner.studies.solves import Answer, Solver, Task

Way = Literal["alone", "today", "connected", "standard"]
"""Each member alone; the memberships of today and no more; one market, without a standard; one with one."""


@dataclass(frozen=True)
class Piece:
    """One instance of a market: all of it, or what one member does alone."""

    name: str
    """Of the member; '' for the whole market."""
    inst: Instance
    answer: Answer

    @property
    def outcome(self) -> Outcome | None:
        """How its solve ended; None: it failed."""
        return self.answer.outcome

    @property
    def plan(self) -> Plan | None:
        """Its plan, if it has one."""
        return self.outcome.plan if self.outcome is not None else None


@dataclass(frozen=True)
class Market:
    """One way to organise the market, and what it comes to."""

    way: Way
    pieces: tuple[Piece, ...]

    @property
    def known(self) -> Known:
        """What is known of the cheapest cost of all pieces together."""
        costs = [piece.outcome.cost_m if piece.outcome is not None else None for piece in self.pieces]
        bounds = [piece.outcome.bound_m if piece.outcome is not None else None for piece in self.pieces]
        return Known(_sum(costs), _sum(bounds))

    @property
    def without_plan(self) -> tuple[Piece, ...]:
        """The pieces that have no plan."""
        return tuple(piece for piece in self.pieces if piece.plan is None)


@dataclass(frozen=True)
class Fragmentation:
    """The four markets, and what is needed to judge them."""

    members: Members
    rule: Rule
    markets: Mapping[Way, Market]
    """Those that the workbook knows: without tiers there is only `alone`, with one tier no `standard` apart."""
    left_out: tuple[str, ...]
    """Policies and commitments that set members against each other, and do not hold for them alone."""

    def price(self, way: Way = "alone") -> Effect | None:
        """Return what a market costs more than the one with most sharing; None where one of them has no plan."""
        return self.step(way, self.best)

    def step(self, before: Way, after: Way) -> Effect | None:
        """Return what one market costs more than another; None where one of them has no plan."""
        return difference([(1.0, self.markets[before].known), (-1.0, self.markets[after].known)])

    @property
    def best(self) -> Way:
        """The market with most sharing that the workbook knows."""
        return list(self.markets)[-1]


def fragmentation(
    inst: Instance,
    members: Members,
    solver: Solver,
    *,
    rule: Rule = "demand",
    standard: TierId | None = None,
    options: SolveOptions | None = None,
) -> Fragmentation:
    """Solve an instance as four markets and return what each comes to.

    Who has a region plans for all demand in it, whosever it is: what is asked is what it costs that regions plan apart.

    Parameters
    ----------
    members
        Those who plan alone in the first of them.
    rule
        How supplies, budgets and policies on quantities are divided among them.
    standard
        The first tier that is a common standard; None: the second in rank.
    """
    options = options or SolveOptions()
    inst = inst.with_cases(party_fraction={})
    wholes = _whole_markets(inst, standard)
    shares = divided(inst, members, rule, solver, options)
    tasks = [Task(f"{name}, alone", part_of(inst, regions, shares[name]), options) for name, regions in members.items()]
    tasks += [Task(way, whole, options) for way, whole in wholes.items()]
    answers = iter(zip(tasks, solver.map(tasks), strict=True))
    alone = tuple(Piece(name, *_piece(answers)) for name in members)
    markets: dict[Way, Market] = {"alone": Market("alone", alone)}
    for way in wholes:
        markets[way] = Market(way, (Piece("", *_piece(answers)),))
    left_out = dict.fromkeys(rule for regions in members.values() for rule in rules_left_out(inst, regions))
    return Fragmentation(members, rule, markets, tuple(left_out))


def without_joining(inst: Instance, tiers: Sequence[TierId]) -> Instance:
    """Return the instance in which no region joins these tiers."""
    name = CommitmentId("nobody joins")
    never = Commitment(name, "tier_joined", Selection(tiers=tuple(tiers)), None, "<=", 0.0)
    cases = {
        scenario: case.replace(commitments={**case.commitments, name: never}) for scenario, case in inst.cases.items()
    }
    return inst.replace(cases=cases)


def _piece(answers: Iterator[tuple[Task, Answer]]) -> tuple[Instance, Answer]:
    task, answer = next(answers)
    return task.inst, answer


def _whole_markets(inst: Instance, standard: TierId | None) -> dict[Way, Instance]:
    """Return the markets of all regions together, by what tiers may be joined in them."""
    tiers = list(inst.first_case.tiers)
    if not tiers:
        return {}
    markets: dict[Way, Instance] = {"today": without_joining(inst, tiers)}
    first = tiers.index(standard) if standard is not None else 1
    if 0 < first < len(tiers):
        markets["connected"] = without_joining(inst, tiers[first:])
    markets["standard"] = inst
    return markets


def _sum(amounts: Sequence[float | None]) -> float | None:
    return None if None in amounts else sum(amount or 0.0 for amount in amounts)
