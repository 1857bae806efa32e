"""What the plan was made from: the workbook in figures, and the facts of the run."""

from collections.abc import Iterator

from planner.report.facts import RunFacts
from planner.report.table import Column, Table, make_table
from planner.report.view import View
from planner.report.vocabulary import endings
from planner.report.wording import amount_text, several
from planner.report.words import Words

KWH_PER_MWH = 1000.0
MILLION = 1e6


def input_table(view: View) -> Table:
    """Return what the workbook holds, in figures."""
    inst, words = view.inst, view.words
    case, settings = inst.first_case, inst.settings
    about, time, size = words("Settings"), words("Time"), words("Size")
    rows: list[tuple[str, str, str]] = [
        (about, words("currency"), settings.currency),
        (about, words("base year"), str(settings.base_year)),
        (about, words("discount rate"), f"{settings.discount_rate:.2%}"),
        (about, words("life of one-off costs"), words("{years} years", years=f"{settings.one_off_life_years:g}")),
        (about, words("paths offered between two regions"), str(settings.paths_per_pair)),
        (about, words("gap at which the search ends"), f"{settings.mip_gap:.2%}"),
        (about, words("time at which the search ends"), seconds_text(words, settings.time_limit_s)),
        (time, words("periods"), words.joined(case.periods)),
        (time, words("slices"), words.joined(case.slices)),
        (time, words("scenarios"), several(words, [*map(str, inst.cases)])),
        *((size, name, str(count)) for name, count in _sizes(view)),
    ]
    for period in case.periods:
        for w in case.workloads:
            total = sum(pflops for (_, work, t), pflops in case.demand_pflops.items() if (work, t) == (w, period))
            rows.append((words("Demand"), words.joined((w, period)), f"{amount_text(total)} PFLOPS"))
    columns = [Column("about", words("About")), Column("name", words("What")), Column("value", words("Value"))]
    note = words("The workbook in figures; the whole of it lies beside this file as input.xlsx.")
    return make_table("inputs", words("Inputs"), note, columns, rows)


def _sizes(view: View) -> list[tuple[str, int]]:
    words, case = view.words, view.inst.first_case
    return [
        (words("regions"), len(case.regions)),
        (words("workloads"), len(case.workloads)),
        (words("chips"), len(case.chips)),
        (words("stacks"), len(case.stacks)),
        (words("platform tiers"), len(case.tiers)),
        (words("links"), len(case.links)),
        (words("pairs of origin and host that residency allows"), len(case.host_rules)),
        (words("fleet lines"), len(case.fleet)),
        (words("rental offers"), len(case.offers)),
        (words("outages"), len(case.outages)),
        (words("policies"), len(case.policies)),
        (words("budgets"), len(case.budgets)),
        (words("commitments"), len(case.commitments)),
        (words("decision nodes"), len(view.inst.nodes)),
    ]


def run_table(view: View, facts: RunFacts) -> Table:
    """Return the facts of the run: what is needed to judge it and to do it again."""
    words = view.words
    rows = [
        (words("workbook"), facts.workbook),
        (words("scenario"), scenario_text(words, facts)),
        (words("SHA-256 of the workbook"), facts.input_sha256),
        (words("started"), facts.started),
        (words("ended"), endings(words).get(facts.ending, facts.ending)),
        *_options(view, facts),
        *_model(words, facts),
        *(
            (words("seconds: {phase}", phase=_phases(words).get(phase, phase)), f"{seconds:.1f}")
            for phase, seconds in facts.seconds.items()
        ),
        *(
            (words("version of {name}", name=words("system") if name == "system" else name), version)
            for name, version in facts.versions.items()
        ),
    ]
    columns = [Column("name", words("What")), Column("value", words("Value"))]
    return make_table("run", words("The run"), words("What is needed to do it again."), columns, rows)


def _model(words: Words, facts: RunFacts) -> Iterator[tuple[str, str]]:
    """Yield the size of the model, and the spans of its numbers: far apart, they cost the solver its precision."""
    if not facts.model:
        return
    rows, columns, integers, nonzeros = (
        f"{facts.model[name]:,}" for name in ("rows", "columns", "integers", "nonzeros")
    )
    yield (
        words("size of the model"),
        words(
            "{rows} rows, {columns} columns, {integers} of them whole numbers, {nonzeros} coefficients",
            rows=rows,
            columns=columns,
            integers=integers,
            nonzeros=nonzeros,
        ),
    )
    for name, ranges in (
        (words("coefficients in the units of the workbook"), facts.model["ranges"]),
        (words("coefficients as the solver gets them, scaled"), facts.model["scaled_ranges"]),
    ):
        least, most = (f"{ranges['matrix'][end]:.1e}" for end in ("smallest", "largest"))
        yield name, words("{least} to {most}", least=least, most=most)


def scenario_text(words: Words, facts: RunFacts) -> str:
    """Return which scenario of the workbook was solved."""
    basis = {
        "as it stands": words("none: the workbook as it stands (base)"),
        "tree": words("all scenarios as one tree"),
    }
    return basis.get(facts.basis) or facts.scenario


def _phases(words: Words) -> dict[str, str]:
    return {
        "read": words("reading"),
        "build": words("building the model"),
        "hand over": words("handing it to the solver"),
        "scale": words("scaling"),
        "relaxation": words("relaxation"),
        "search": words("search"),
        "small decisions": words("small decisions"),
        "clean": words("cleaning up"),
        "read back": words("reading the plan"),
        "prices": words("prices"),
        "futures apart": words("futures apart"),
        "each future": words("each future"),
        "audit": words("audit"),
    }


def _options(view: View, facts: RunFacts) -> Iterator[tuple[str, str]]:
    """Yield the options with the values that held, and where each comes from when it was not asked for."""
    words, settings = view.words, view.inst.settings
    stated = {"gap": f"{settings.mip_gap:.2%}", "time_limit_s": seconds_text(words, settings.time_limit_s)}
    names = {
        "gap": words("option gap"),
        "time_limit_s": words("option time limit"),
        "threads": words("option threads"),
        "seed": words("option seed"),
        "heuristics": words("option heuristics"),
        "prices": words("option prices"),
        "patience": words("option patience"),
    }
    for name, value in facts.options.items():
        if name in ("scenario", "tree", "language", "goal", "best_costs"):
            continue  # told above in words, seen, or in the table of futures; a plan with a goal is not reported
        label = names.get(name, name)
        if value is None:
            default = words("{value}, from the Settings", value=stated.get(name))
            yield label, default if name in stated else words("automatic")
        elif isinstance(value, bool):
            yield label, words("yes") if value else words("no")
        elif name == "gap":
            yield label, f"{value:.2%}"
        else:
            yield label, seconds_text(words, value) if name == "time_limit_s" else str(value)


def seconds_text(words: Words, seconds: object) -> str:
    """Return a time in seconds."""
    return words("{seconds} s", seconds=f"{seconds:g}")
