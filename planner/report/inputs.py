"""What the plan was made from: the workbook in figures, and the facts of the run."""

from collections.abc import Iterator

from models.instance import Instance
from planner.report.facts import RunFacts
from planner.report.summary import amount_text
from planner.report.table import Column, Table, make_table


def input_table(inst: Instance) -> Table:
    """Return what the workbook holds, in figures."""
    case, settings = inst.first_case, inst.settings
    rows: list[tuple[str, str, str]] = [
        ("Settings", "currency", settings.currency),
        ("Settings", "base year", str(settings.base_year)),
        ("Settings", "discount rate", f"{settings.discount_rate:.2%}"),
        ("Settings", "life of one-off costs", f"{settings.one_off_life_years:g} years"),
        ("Settings", "paths offered between two regions", str(settings.paths_per_pair)),
        ("Settings", "gap at which the search ends", f"{settings.mip_gap:.2%}"),
        ("Settings", "time at which the search ends", f"{settings.time_limit_s:g} s"),
        ("Time", "periods", ", ".join(case.periods)),
        ("Time", "slices", ", ".join(case.slices)),
        ("Time", "scenarios", ", ".join(inst.cases)),
        *(("Size", name, str(count)) for name, count in _sizes(inst)),
    ]
    for period in case.periods:
        for w in case.workloads:
            total = sum(pflops for (_, work, t), pflops in case.demand_pflops.items() if (work, t) == (w, period))
            rows.append(("Demand", f"{w}, {period}", f"{amount_text(total)} PFLOPS"))
    columns = [Column("about", "About"), Column("name", "What"), Column("value", "Value")]
    note = "The workbook in figures; the whole of it lies beside this file as input.xlsx."
    return make_table("inputs", "Inputs", note, columns, rows)


def _sizes(inst: Instance) -> list[tuple[str, int]]:
    case = inst.first_case
    return [
        ("regions", len(case.regions)),
        ("workloads", len(case.workloads)),
        ("chips", len(case.chips)),
        ("stacks", len(case.stacks)),
        ("platform tiers", len(case.tiers)),
        ("links", len(case.links)),
        ("pairs of origin and host that residency allows", len(case.host_rules)),
        ("fleet lines", len(case.fleet)),
        ("rental offers", len(case.offers)),
        ("outages", len(case.outages)),
        ("policies", len(case.policies)),
        ("budgets", len(case.budgets)),
        ("commitments", len(case.commitments)),
        ("decision nodes", len(inst.nodes)),
    ]


def run_table(inst: Instance, facts: RunFacts) -> Table:
    """Return the facts of the run: what is needed to judge it and to do it again."""
    rows = [
        ("workbook", facts.workbook),
        ("scenario", _SCENARIO.get(facts.basis) or facts.scenario),
        ("SHA-256 of the workbook", facts.input_sha256),
        ("started", facts.started),
        ("ended", facts.ending),
        *_options(inst, facts),
        *((f"seconds: {phase}", f"{seconds:.1f}") for phase, seconds in facts.seconds.items()),
        *((f"version of {name}", version) for name, version in facts.versions.items()),
    ]
    columns = [Column("name", "What"), Column("value", "Value")]
    return make_table("run", "The run", "What is needed to do it again.", columns, rows)


_SCENARIO = {"as it stands": "none: the workbook as it stands (base)", "tree": "all scenarios as one tree"}


def _options(inst: Instance, facts: RunFacts) -> Iterator[tuple[str, str]]:
    """Yield the options with the values that held, and where each comes from when it was not asked for."""
    settings = inst.settings
    stated = {"gap": f"{settings.mip_gap:.2%}", "time_limit_s": f"{settings.time_limit_s:g} s"}
    for name, value in facts.options.items():
        if name in ("scenario", "tree"):
            continue  # told above in words
        label = f"option {name.removesuffix('_s').replace('_', ' ')}"
        if value is None:
            yield label, f"{stated[name]}, from the Settings" if name in stated else "automatic"
        elif isinstance(value, bool):
            yield label, "yes" if value else "no"
        elif name == "gap":
            yield label, f"{value:.2%}"
        else:
            yield label, f"{value:g} s" if name == "time_limit_s" else str(value)
