"""docs/performance.md and its picture, from the runs that `make bench` has left.

python -m tests.benchmarks.page runs/bench [...]   puts the tables of one folder or more together in docs/performance,
                                                   writes page and picture
"""

import csv
import os
import platform
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from statistics import median

import matplotlib as mpl
from matplotlib import pyplot as plt
from matplotlib.lines import Line2D

from tests.benchmarks.known.scattered import CUSTOMERS, SITES
from tests.benchmarks.measure import WAREHOUSES
from tests.benchmarks.record import GAPS

ROOT = Path(__file__).parent.parent.parent
DATA = ROOT / "docs" / "performance"
PAGE = ROOT / "docs" / "performance.md"
BEGIN, END = "<!-- figures: begin -->", "<!-- figures: end -->"
LABELS = {
    "planner": "planner",
    "highs": "bare HiGHS",
    "scip": "SCIP",
    "cbc": "CBC",
    "pyomo": "Pyomo's own HiGHS interface",
}
COLOURS = {"planner": "#c1272d", "highs": "#0b62a4", "scip": "#3a7d44", "cbc": "#8a6d3b", "pyomo": "#7a5195"}
PANELS_ACROSS = 3
Line = Mapping[str, str]


def lines_of(path: Path) -> list[Line]:
    """Return the lines of a table."""
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def family_of(instance: str) -> str:
    """Return the instance without its seed, in words."""
    if instance == "national":
        return "national sample"
    regions, _, *more = instance.split(":")
    if regions == WAREHOUSES:
        sites = int(more[0]) if more else SITES
        return f"warehouses, {sites} sites, {CUSTOMERS * sites // SITES:,} customers"
    return f"{regions} regions" + (f", fixed charges x {more[0]}" if more else "")


def summary(runs: Sequence[Line]) -> str:
    """Return the table of the page: medians over seeds by family and solver."""
    heads = (
        "instance",
        "solver",
        "rows",
        "non-zeros",
        "build s",
        "build MB",
        "first plan s",
        *(f"to {100 * gap:g} % s" for gap in GAPS),
        "gap",
        "processor s",
        "peak MB",
    )
    rows = [f"| {' | '.join(heads)} |", f"|{'---|' * len(heads)}"]
    groups: dict[tuple[str, str, str], list[Line]] = {}
    for run in runs:
        groups.setdefault((family_of(run["instance"]), run["time_limit_s"], run["solver"]), []).append(run)
    for (family, limit, solver), found in groups.items():
        cells = (
            f"{family}, {float(limit):.0f} s",
            LABELS[solver],
            f"{_median(found, 'rows'):,.0f}",
            f"{_median(found, 'nonzeros'):,.0f}",
            f"{_median(found, 'build_s'):.1f}",
            f"{_median(found, 'build_mb'):.0f}",
            _reached(found, "first_plan_s"),
            *(_reached(found, f"seconds_to_{gap:g}") for gap in GAPS),
            _gap(found),
            f"{_median(found, 'cpu_s'):.0f}",
            f"{_median(found, 'peak_mb'):.0f}",
        )
        rows.append(f"| {' | '.join(cells)} |")
    return "\n".join(rows)


def _median(runs: Sequence[Line], name: str) -> float:
    return median(float(run[name]) for run in runs)


def _reached(runs: Sequence[Line], name: str) -> str:
    """Return the median of the seconds; runs that never got there count as slower than all others."""
    seconds = sorted(float(run[name]) if run[name] else float("inf") for run in runs)
    middle = seconds[len(seconds) // 2]
    return "never" if middle == float("inf") else f"{middle:.0f}"


def _gap(runs: Sequence[Line]) -> str:
    gaps = sorted(float(run["gap"]) if run["gap"] else float("inf") for run in runs)
    middle = gaps[len(gaps) // 2]
    if middle == float("inf"):
        return "no bound or no plan"
    if middle > 1.0:
        return "over 100 %"
    several = f" ({', '.join(f'{100 * gap:.2f}' for gap in gaps)})" if len(gaps) > 1 else ""
    return f"{100 * middle:.2f} %{several}"


def machine() -> str:
    """Return what the figures were measured on."""
    model = platform.processor() or platform.machine()
    info = Path("/proc/cpuinfo")
    if info.is_file():
        names = [
            line.split(":", 1)[1].strip() for line in info.read_text().splitlines() if line.startswith("model name")
        ]
        model = names[0] if names else model
    memory_gb = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 1024**3
    python = platform.python_version()
    return f"{os.cpu_count()} cores of {model}, {memory_gb:.0f} GB, {platform.system()}, Python {python}"


def draw(runs: Sequence[Line], steps: Sequence[Line], path: Path) -> None:
    """Draw how the gap fell, a panel for each family, a line for each run."""
    families = list(dict.fromkeys(family_of(run["instance"]) for run in runs))
    mpl.rcParams.update(
        {"font.size": 9, "axes.spines.top": False, "axes.spines.right": False, "svg.hashsalt": "planner"}
    )
    across = min(PANELS_ACROSS, len(families))
    down = -(-len(families) // across)
    size = (max(6.0, 4.0 * across), 0.6 + 3.2 * down)
    figure, axes = plt.subplots(down, across, figsize=size, squeeze=False, sharey=True)
    for axis in axes.flat[len(families) :]:
        axis.set_visible(False)
    for axis, family in zip(axes.flat, families, strict=False):
        for run in (run for run in runs if family_of(run["instance"]) == family):
            mine = [s for s in steps if (s["instance"], s["solver"]) == (run["instance"], run["solver"])]
            points = [(float(s["seconds"]), _gap_of(s)) for s in mine if s["best_m"] and s["bound_m"]]
            if points:
                seconds, gaps = zip(*points, (float(run["seconds"]), points[-1][1]), strict=True)
                axis.step(seconds, gaps, where="post", color=COLOURS[run["solver"]], linewidth=1.3)
                axis.plot(seconds[-1], gaps[-1], "o", color=COLOURS[run["solver"]], markersize=3)
        axis.set(title=family, xlabel="seconds from the instance", yscale="log", ylim=(5e-4, 1.0))
        axis.set_xlim(left=0.0)
        axis.yaxis.set_major_formatter(
            lambda value, _: f"{value:.4g}".rstrip("0") if value < 0 else f"{100 * value:g} %"
        )
        axis.axhline(0.01, color="#999999", linewidth=0.6, linestyle=":")
    for axis in axes[:, 0]:
        axis.set_ylabel("proven gap")
    used = [solver for solver in LABELS if any(run["solver"] == solver for run in runs)]
    handles = [Line2D([], [], color=COLOURS[solver], label=LABELS[solver]) for solver in used]
    figure.legend(handles=handles, loc="lower center", ncol=3 if len(families) == 1 else len(handles), frameon=False)
    figure.tight_layout(rect=(0, 0.14 / down, 1, 1))
    figure.savefig(path, dpi=130, metadata={"Software": None})


def _gap_of(step: Line) -> float:
    best, bound = float(step["best_m"]), float(step["bound_m"])
    return min(1.0, max(5e-4, (best - bound) / abs(best)))


def main(arguments: Sequence[str]) -> None:
    """Put the tables of all folders together, and figures and picture into the page."""
    DATA.mkdir(parents=True, exist_ok=True)
    for name in ("runs.csv", "steps.csv"):
        tables = [(Path(folder) / name).read_text(encoding="utf-8").splitlines() for folder in arguments]
        lines = [tables[0][0], *(line for table in tables for line in table[1:])]
        (DATA / name).write_text("\n".join(lines) + "\n", encoding="utf-8")
    runs, steps = lines_of(DATA / "runs.csv"), lines_of(DATA / "steps.csv")
    draw(runs, steps, DATA / "gaps.png")
    versions = sorted({run["version"] for run in runs})
    seeds = sorted({run["instance"].split(":")[1] for run in runs if ":" in run["instance"]}, key=int)
    figures = [
        f"Measured on {machine()}; {'; '.join(versions)}; seeds {', '.join(seeds) or 'none'}.",
        summary(runs),
        "![Proven gap over time](performance/gaps.png)",
    ]
    page = PAGE.read_text(encoding="utf-8")
    before, after = page.split(BEGIN)[0], page.split(END)[1]
    PAGE.write_text(f"{before}{BEGIN}\n\n" + "\n\n".join(figures) + f"\n\n{END}{after}", encoding="utf-8")


if __name__ == "__main__":
    main(sys.argv[1:])
