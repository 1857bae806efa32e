"""The solves that tell what each group of changed inputs does to the cost."""

import logging
from dataclasses import dataclass, field

from models.instance import Instance
from models.plan import Plan
from planner.cli.progress import progress_line, showing_progress
from planner.cli.terminal import errors
from planner.errors import UsageError, WorkbookError
from planner.solve import Outcome, Progress, SolveOptions, solve
from planner.studies.attribution import CANNOT_STAND, Attribution, attribute
from planner.studies.known import Known
from planner.studies.solves import Solver
from planner.workbook.blend import Pair
from planner.workbook.problems import did_you_mean, listed

log = logging.getLogger(__name__)


@dataclass
class Sides:
    """What two runs were solved from, and what is known of their costs."""

    a: Known
    b: Known
    inst_a: Instance
    inst_b: Instance

    def known_worse_than(self, gap: float | None) -> dict[str, Instance]:
        """Return the instances of the runs that left a wider gap than this, by the side's letter."""
        sides = (("a", self.a, self.inst_a), ("b", self.b, self.inst_b))
        return {letter: inst for letter, known, inst in sides if gap is not None and _gap(known) > gap}


def attribution_of(pair: Pair, sides: Sides, order: str | None, options: SolveOptions, *, silent: bool) -> Attribution:
    """Return what each group of changes does to the cost.

    Raises
    ------
    UsageError
        When `order` names a group that has no changes.
    """
    in_turn = _ordered(order, pair.causes)
    name = sides.inst_a.name
    alone = {group: _between(pair, (group,), name) for group in pair.causes}
    if len(alone) == 1:
        alone = dict.fromkeys(alone, sides.b)
    steps = [_between(pair, in_turn[:count], name) for count in range(2, len(in_turn))]
    again = sides.known_worse_than(options.gap)
    told = {f"{group}": one for group, one in alone.items()}
    told |= {"up to " + in_turn[i + 1]: one for i, one in enumerate(steps)}
    told |= {f"{letter.upper()} again": inst for letter, inst in again.items()}
    following = _Following({id(one): text for text, one in told.items()}, sides.inst_a.settings.currency, silent)
    following.total = sum(isinstance(one, Instance) for one in told.values())
    return attribute(sides.a, sides.b, alone, Solver(following.solve), options, again=again, order=in_turn, steps=steps)


@dataclass
class _Following:
    """Solves, and shows which of the solves it is and how far."""

    names: dict[int, str]
    currency: str
    silent: bool
    total: int = 0
    count: int = field(default=0, init=False)

    def solve(self, inst: Instance, options: SolveOptions, *, start: Plan | None = None) -> Outcome:
        """Return the end of one solve."""
        self.count += 1
        heading = f"Solve {self.count} of {self.total}: {self.names[id(inst)]}"
        log.info(heading)
        with showing_progress(errors(), self.currency, quiet=self.silent, heading=heading) as show:

            def take(progress: Progress) -> None:
                log.info(progress_line(progress, self.currency))
                show(progress)

            return solve(inst, options, take, start=start)


def _between(pair: Pair, groups: tuple[str, ...], name: str) -> Instance | Known:
    """Return the first data with some groups of changes; why not, where they make no valid workbook."""
    try:
        return pair.between(groups).instance(name)
    except WorkbookError as error:
        return Known(why=f"{CANNOT_STAND}: {str(error).splitlines()[0]}")


def _ordered(order: str | None, groups: tuple[str, ...]) -> tuple[str, ...]:
    """Return the groups in the order that was asked for; () where they are not to be made in turn.

    Raises
    ------
    UsageError
        When a name is not that of a group with changes.
    """
    if order is None or len(groups) < 2:
        return ()
    known = {group.casefold(): group for group in groups}
    wanted = [] if order.strip().casefold() == "all" else [part.strip() for part in order.split(",")]
    for name in wanted:
        if name.casefold() not in known:
            hint = did_you_mean(name, groups) or f"; use {listed(groups)}"
            raise UsageError(f"no group of changes is called '{name}'{hint}")
    first = [known[name.casefold()] for name in wanted]
    return tuple(dict.fromkeys((*first, *groups)))


def _gap(known: Known) -> float:
    """Return the gap of a run; one without a plan has none that a solve could close."""
    if known.cost_m is None:
        return 0.0
    if known.bound_m is None:
        return float("inf")
    return (known.cost_m - known.bound_m) / max(abs(known.cost_m), 1e-9)
