"""The folder of public instances: where it is, what its index lists, and how each instance is read."""

import csv
import os
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from functools import partial
from math import nan
from pathlib import Path

from models.instance import Instance
from tests.benchmarks.known import canad, fcnet, gap, mpflp, netdes, orlib_cfl, pmed, siplib, smps, sscfl

BESIDE_THE_REPOSITORY = Path(__file__).parents[4] / "shared" / "benchmarks"
NO_FOLDER = (
    "the public instances are not there; put them into shared/benchmarks beside the repository, or name their folder "
    "in the environment variable PLANNER_BENCHMARKS"
)
PUBLISHED = 1e-6
"""How far, relatively, a value may be from the published one."""


@dataclass(frozen=True)
class Problem:
    """A planning problem, and how the published value follows from the cost of its plan."""

    instance: Instance
    sign: float = 1.0
    """-1 where gains are made large."""
    constant: float = 0.0

    def value(self, cost: float) -> float:
        """Return the value, in the sense of the file, of a plan with this cost, or of a bound on it."""
        return self.constant + self.sign * cost


@dataclass(frozen=True)
class Known:
    """A row of the index."""

    family: str
    name: str
    published: float
    kind: str
    """optimum, or proved by others than its publisher."""
    read: Callable[[], Problem]
    first: Callable[[int], Problem] | None = None
    """Reads so many of its futures; None: it has none, or they are not to be parted."""

    def of_first(self, futures: int) -> "Known":
        """Return the problem of its first futures alone, of which nothing is published."""
        assert self.first is not None
        return replace(
            self, name=f"{self.name}, {futures} futures", published=nan, read=partial(self.first, futures), first=None
        )

    def is_reached(self, value: float) -> bool:
        """Return whether a value is the published one."""
        return abs(value - self.published) <= PUBLISHED * max(1.0, abs(self.published))


def folder() -> Path | None:
    """Return the folder of the public instances; None when there is none."""
    named = os.environ.get("PLANNER_BENCHMARKS")
    found = Path(named) if named else BESIDE_THE_REPOSITORY
    return found if (found / "index.csv").is_file() else None


def known_instances(where: Path) -> Iterator[Known]:
    """Yield what the index of a folder lists, in its order."""
    with (where / "index.csv").open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            family, name, path = row["family"], row["instance"], where / row["file"]
            yield Known(
                family,
                name,
                float(row["known_value"]),
                row["value_kind"],
                partial(READERS[family], name, path),
                partial(_two_stages, name, path) if READERS[family] is _two_stages else None,
            )


def _warehouses(name: str, path: Path) -> Problem:
    """Return a problem of the OR-Library, by its name; uncap- before it: with unlimited sites."""
    series, capacity = orlib_cfl.series_of(name), None
    if series is not None and series.in_file:
        capacity = series.capacity
    found = orlib_cfl.parse(path.read_text(), capacity)
    if name.startswith("uncap-"):
        found = found.uncapacitated()
    elif series is not None and not series.in_file and path.stem != name:
        found = found.with_sites(series.capacity, series.fixed_cost)
    return Problem(orlib_cfl.instance_of(found, name))


def _single_source(name: str, path: Path) -> Problem:
    parse = sscfl.parse_customers_first if "diaz" in name else sscfl.parse_sites_first
    return Problem(sscfl.instance_of(parse(path.read_text()), name))


def _assignment(name: str, path: Path) -> Problem:
    found = gap.parse(path.read_text())
    if name.endswith("_Max"):
        return Problem(gap.instance_of(found, name, maximise=True), -1.0, gap.largest_gain(found))
    return Problem(gap.instance_of(found, name))


def _two_stages(name: str, path: Path, futures: int | None = None) -> Problem:
    core = path.with_name(path.name.split(".")[0])
    problem = smps.parse(*(core.with_suffix(end).read_text() for end in (".cor", ".tim", ".sto")))
    problem = problem if futures is None else problem.first(futures)
    if name.startswith("sslp"):
        return Problem(siplib.server_location(problem, name), constant=-siplib.payments_left_out(problem))
    return Problem(siplib.capacity_acquisition(problem, name))


READERS: dict[str, Callable[[str, Path], Problem]] = {
    "orlib-cfl": _warehouses,
    "sscfl": _single_source,
    "gap": _assignment,
    "pmed": lambda name, path: Problem(pmed.instance_of(pmed.parse(path.read_text()), name)),
    "canad": lambda name, path: Problem(canad.instance_of(canad.parse(path.read_text()), name)),
    "fcnet": lambda name, path: Problem(fcnet.instance_of(fcnet.parse(path.read_text()), name)),
    "mpflp": lambda name, path: Problem(mpflp.instance_of(mpflp.parse(path.read_text()), name)),
    "netdes": lambda name, path: Problem(netdes.instance_of(netdes.parse(path.read_text()), name)),
    "siplib": _two_stages,
}
"""By family: from the name of an instance and its file to the problem."""
