"""The table of published optima: instance, published value, ours, gap, seconds.

    python -m tests.benchmarks.known.bench --family gap --time-limit 600 --csv known.csv
    python -m tests.benchmarks.known.bench --instance dcap332_200 --apart --futures 20 --time-limit 100

Apart, the futures of a two-stage problem are solved one by one and brought together by mpi-sppy. Of a part of its
futures nothing is published: the optimum is that of one model for all of them, which is solved first.

With a file, rows are added to it as they come, and what it has already is passed over: a run that was broken off goes
on where it was.
"""

import argparse
import csv
import sys
import time
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass, fields, replace
from pathlib import Path

from models.audit.audit import audit
from planner.solve import SolveOptions
from planner.solve.hedging.solve import solve_by_future
from planner.solve.run import solve
from tests.benchmarks.known.collection import NO_FOLDER, PUBLISHED, Known, folder, known_instances

NO_VALUE = float("nan")


@dataclass(frozen=True)
class Line:
    """A row of the table."""

    family: str
    instance: str
    published: float
    ours: float
    bound: float
    gap: float
    """Of ours to the published value, relative to it."""
    seconds: float
    """From the file to the plan, its audit included."""
    ending: str
    verdict: str


def measured(known: Known, time_limit_s: float, *, apart: bool = False) -> Line:
    """Return the row of an instance: solved to a gap of 0, or as far as the time allows, and audited.

    Parameters
    ----------
    apart
        Whether its futures are solved apart.
    """
    begin = time.monotonic()
    problem = known.read()
    options = SolveOptions(gap=0.0, time_limit_s=time_limit_s, prices=False)
    outcome = solve_by_future(problem.instance, options, solve) if apart else solve(problem.instance, options)
    passed = outcome.plan is not None and audit(problem.instance, outcome.plan).passed
    seconds = time.monotonic() - begin
    ours = NO_VALUE if outcome.cost_m is None else problem.value(outcome.cost_m)
    bound = NO_VALUE if outcome.bound_m is None else problem.value(outcome.bound_m)
    return Line(
        known.family,
        f"{known.name}, apart" if apart else known.name,
        known.published,
        ours,
        bound,
        abs(ours - known.published) / max(1.0, abs(known.published)),
        round(seconds, 1),
        outcome.ending.value,
        _verdict(known, ours, bound, passed=passed, sign=problem.sign),
    )


def _verdict(known: Known, ours: float, bound: float, *, passed: bool, sign: float) -> str:
    if ours != ours:
        return "no plan"
    if not passed:
        return "audit failed"
    if bound != bound:
        return "no bound"
    if known.published != known.published:
        return "proven" if abs(ours - bound) <= PUBLISHED * max(1.0, abs(ours)) else "not proven"
    slack = PUBLISHED * max(1.0, abs(known.published))
    if sign * bound > sign * known.published + slack or sign * known.published > sign * ours + slack:
        return "DIFFERENT"
    if known.is_reached(ours):
        return "reached" if known.is_reached(bound) else "reached, not proven"
    return "between bound and plan"


def main(arguments: Sequence[str] | None = None) -> int:
    """Print and write the table; return 1 when an instance came out wrong, 2 without the folder."""
    parser = argparse.ArgumentParser(description="The table of published optima.")
    parser.add_argument("--family", action="append", help="only this family; may be given several times")
    parser.add_argument("--instance", action="append", help="only this instance; may be given several times")
    parser.add_argument("--time-limit", type=float, default=600.0, help="seconds for each instance")
    parser.add_argument("--csv", type=Path, help="file to which the rows are added")
    parser.add_argument("--apart", action="store_true", help="solve the futures of two-stage problems apart")
    parser.add_argument("--futures", type=int, help="with --apart: only so many, against one model for all of them")
    options = parser.parse_args(arguments)
    where = folder()
    if where is None:
        _say(NO_FOLDER)
        return 2
    chosen = [
        known
        for known in known_instances(where)
        if (not options.family or known.family in options.family)
        and (not options.instance or known.name in options.instance)
        and (known.first is not None or not options.apart)
    ]
    if not chosen:
        _say("no instance of the index has this family and name")
        return 2
    done = _read(options.csv)
    wrong = False
    _say(f"{'instance':34} {'published':>14} {'ours':>16} {'bound':>16} {'gap':>9} {'seconds':>8}  verdict")
    for known in chosen:
        name = f"{known.name}, apart" if options.apart else known.name
        lines = [done[known.family, name]] if (known.family, name) in done else []
        for line in lines or _lines(known, options.time_limit, apart=options.apart, futures=options.futures):
            if not lines and options.csv:
                _add(options.csv, line)
            wrong = wrong or line.verdict in ("DIFFERENT", "audit failed", "no plan")
            title = f"{line.family} {line.instance}"
            _say(
                f"{title:34} {line.published:14.3f} {line.ours:16.4f} {line.bound:16.4f} {line.gap:9.1e} "
                f"{line.seconds:8.1f}  {line.verdict}"
            )
    return int(wrong)


def _lines(known: Known, time_limit_s: float, *, apart: bool, futures: int | None) -> Iterator[Line]:
    """Yield the row of an instance; of a part of its futures, first that of one model for all of them."""
    if apart and futures is not None:
        known = known.of_first(futures)
        line = measured(known, time_limit_s)
        yield line
        if line.verdict == "proven":
            known = replace(known, published=line.ours)
    yield measured(known, time_limit_s, apart=apart)


def _say(text: str) -> None:
    sys.stdout.write(f"{text}\n")
    sys.stdout.flush()


def _read(path: Path | None) -> dict[tuple[str, str], Line]:
    if path is None or not path.is_file():
        return {}
    with path.open(encoding="utf-8", newline="") as file:
        lines = [
            Line(
                **{
                    field.name: row[field.name] if field.type is str else float(row[field.name])
                    for field in fields(Line)
                }
            )
            for row in csv.DictReader(file)
        ]
    return {(line.family, line.instance): line for line in lines}


def _add(path: Path, line: Line) -> None:
    is_new = not path.is_file()
    with path.open("a", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, [field.name for field in fields(Line)])
        if is_new:
            writer.writeheader()
        writer.writerow(asdict(line))


if __name__ == "__main__":
    sys.exit(main())
