"""What the terminal shows at the end of a solve: the plan in short, how good it is, and where the rest lies."""

import shlex
from pathlib import Path

from rich.console import Console
from rich.markup import escape
from rich.table import Table

from models.audit.audit import Audit
from models.instance import Instance
from models.plan import Plan
from planner.cli.statuses import ExitStatus
from planner.cli.terminal import output, say_error, say_warning
from planner.cli.trace import Trace, brought
from planner.report.assumptions import risk_words
from planner.report.decision import decision_sentences
from planner.report.facts import RunFacts
from planner.report.figures import PeriodFigures, figures_by_period
from planner.report.summary import alarms
from planner.report.view import view
from planner.report.wording import amount_text

WITHOUT_PLAN = {
    ExitStatus.NO_PLAN_EXISTS: (
        "No plan meets every limit of this workbook. To learn which cells stand in the way, and what would do in them, "
        "run: planner diagnose {arguments}"
    ),
    ExitStatus.STOPPED_WITHOUT_PLAN: (
        "The search was stopped before it had a plan. Give it more time with --time-limit, or a workbook with fewer "
        "regions or periods."
    ),
    ExitStatus.OWN_ERROR: (
        "the solver gave up without a plan; the log in the run folder says what it said. Try another --seed."
    ),
}
"""What can be done when there is no plan."""


def show_ending(
    inst: Instance,
    plan: Plan | None,
    audit: Audit | None,
    facts: RunFacts,
    folder: Path,
    trace: Trace,
    *,
    quiet: bool,
) -> None:
    """Print the end of a solve; quiet: only where the run folder is, and what is wrong."""
    console = output()
    status = ExitStatus(facts.exit_status)
    if plan is None:
        advice = WITHOUT_PLAN[status].format(arguments=_arguments(facts))
        (say_error if status is ExitStatus.OWN_ERROR else say_warning)(advice)
        for note in facts.notes:
            say_warning(f"{note}.")
    elif status is ExitStatus.FAILED_AUDIT:
        _say_failed_audit(audit)
    elif not quiet:
        _show_plan(console, inst, plan, audit, facts, trace)
    if plan is not None and status is ExitStatus.STOPPED_WITH_PLAN:
        say_warning(
            f"Stopped early ({facts.ending}) with the best plan so far; a longer search may find a cheaper one."
        )
    if plan is not None and status is ExitStatus.OWN_ERROR:
        say_error(f"the search ended without a proper end ({facts.ending}); treat its plan as a guess.")
    console.print(f"{'' if quiet else 'Run folder: '}{folder}", markup=False, soft_wrap=True)


def _arguments(facts: RunFacts) -> str:
    """Return what a command needs to take up the same workbook and scenario."""
    scenario = f" --scenario {shlex.quote(facts.scenario)}" if facts.basis == "scenario" else ""
    return shlex.quote(facts.workbook) + scenario


def _say_failed_audit(audit: Audit | None) -> None:
    findings = audit.findings if audit is not None else ()
    first = f" Findings: {len(findings)}; the first: {findings[0]}." if findings else ""
    say_error(f"the plan failed its audit and is not to be used; it is kept as plan-FAILED-AUDIT.xlsx.{first}")


def _show_plan(
    console: Console, inst: Instance, plan: Plan, audit: Audit | None, facts: RunFacts, trace: Trace
) -> None:
    seen = view(inst, plan)
    periods = figures_by_period(seen)
    console.print()
    console.print(f"[bold]{escape(facts.heading(seen.words, inst.name))}[/]")
    console.print(f"Cost   {seen.account.expected_cost_m:,.1f} {escape(seen.money)}, present value")
    if seen.weighs_risk:
        risk = risk_words(seen.words, inst.settings)
        console.print(f"Risk   {seen.account.objective_m:,.1f} with {inst.settings.risk_weight:.1%} of it {risk}")
    gap = f"{facts.gap:.2%}, the most that a plan could be cheaper" if facts.gap is not None else "not known"
    default = " of the Settings" if facts.stopped_by_default else ""
    console.print(f"Gap    {gap} ({facts.ending}{default})")
    if audit is not None:
        checks = sum(audit.checks.values())
        count = len(audit.warnings)
        spare = f"; {count} investment{'' if count == 1 else 's'} could be left out" if count else ""
        console.print(f"Audit  passed: {checks:,} checks{spare}")
    steps = brought(trace.steps, plan.cost_m)
    if steps:
        console.print(_hanging("Search", steps, width=6))
    console.print()
    for sentence in decision_sentences(seen, periods):
        head, _, rest = sentence.partition(": ")
        console.print(_hanging(head, rest))
    console.print()
    console.print(_figures(periods, inst.settings.currency))
    console.print()
    if audit is not None:
        for alarm in alarms(seen, audit, periods):
            say_warning(alarm)


def _hanging(head: str, rest: str, width: int = 7) -> Table:
    """Return a sentence with its first word in a column of its own."""
    line = Table.grid(padding=(0, 1))
    line.add_column(width=width, no_wrap=True, style="bold")
    line.add_column()
    line.add_row(escape(head), escape(rest))
    return line


def _figures(periods: list[PeriodFigures], currency: str) -> Table:
    table = Table(box=None, pad_edge=False, header_style="bold")
    table.add_column("")
    for period in periods:
        table.add_column(str(period.period), justify="right")
    rows = (
        ("Demand, PFLOPS", [amount_text(p.demand_pflops) for p in periods]),
        ("Counted capacity, PFLOPS", [amount_text(p.counted_pflops) for p in periods]),
        ("Utilisation", ["" if p.utilisation is None else f"{p.utilisation:.0%}" for p in periods]),
        ("Served elsewhere", [f"{p.remote_fraction:.1%}" for p in periods]),
        ("Rented, PFLOPS", [amount_text(p.rented_pflops) for p in periods]),
        ("Not met, PFLOPS", [amount_text(p.unmet_pflops) for p in periods]),
        ("Units ordered", [amount_text(p.new_units) for p in periods]),
        ("IT load, MW", [amount_text(p.it_mw) for p in periods]),
        (f"Capital, M {currency}", [amount_text(p.capex_m) for p in periods]),
        (f"Running, M {currency} a year", [amount_text(p.opex_m) for p in periods]),
    )
    for name, cells in rows:
        if any(cell.strip("0.%") for cell in cells):
            table.add_row(name, *cells)
    return table
