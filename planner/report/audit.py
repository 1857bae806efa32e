"""The audit as tables: how many checks each rule had, what was found, what could be left out."""

from models.audit.audit import Audit
from models.audit.checks import Finding
from planner.report.rule_words import reasons
from planner.report.table import Column, Table, make_table
from planner.report.view import View


def audit_table(view: View, audit: Audit) -> Table:
    """Return each rule with its checks and findings."""
    words, names = view.words, view.names
    broken: dict[str, int] = {}
    for finding in audit.findings:
        broken[finding.rule] = broken.get(finding.rule, 0) + 1
    columns = [
        Column("rule", words("Rule")),
        Column("checks", words("Checks"), "", "whole"),
        Column("broken", words("Broken"), "", "whole"),
        Column("result", words("Result")),
    ]
    rows = [
        (
            names.rules[rule],
            count,
            broken.get(rule, 0),
            names.statuses["BROKEN" if rule in broken else "kept" if count else "nothing to check"],
        )
        for rule, count in audit.checks.items()
    ]
    note = words("Every rule, checked again from the workbook's data and the plan alone, apart from the model.")
    return make_table("audit", words("Rules"), note, columns, rows)


def finding_table(view: View, audit: Audit) -> Table:
    """Return what the audit objects to."""
    words = view.words
    columns = [
        Column("rule", words("Rule")),
        Column("where", words("Where")),
        Column("found", words("Found"), "", "mixed"),
        Column("sense", words("Must be")),
        Column("limit", words("Limit"), "", "mixed"),
        Column("residual", words("Off by"), "", "mixed"),
    ]
    rows = [
        (view.names.rules[finding.rule], finding.where, finding.found, finding.sense, finding.limit, finding.residual)
        for finding in audit.findings
    ]
    note, empty = words("Rules that the plan breaks."), words("No rule is broken.")
    return make_table("audit_findings", words("Findings"), note, columns, rows, empty)


def finding_text(view: View, finding: Finding) -> str:
    """Return a finding as a part of a sentence."""
    return view.words(
        "{rule} ({where}): found {found}, must be {sense} {limit}",
        rule=view.names.rules[finding.rule],
        where=finding.where,
        found=f"{finding.found:.10g}",
        sense=finding.sense,
        limit=f"{finding.limit:.10g}",
    )


def warning_table(view: View, audit: Audit) -> Table:
    """Return the investments that the audit finds no need for."""
    words, why = view.words, reasons(view.words)
    columns = [
        Column("decision", words("Investment that could be left out")),
        Column("where", words("Where")),
        Column("amount", words("How much"), "", "mixed"),
        Column("reason", words("Why")),
    ]
    rows = [
        (view.names.decisions[spare.decision], spare.where, spare.amount, why.get(spare.reason, spare.reason))
        for spare in audit.warnings
    ]
    note = words("The plan would keep all rules without these; within the gap they are left to chance.")
    empty = words("Every investment is needed.")
    return make_table("audit_warnings", words("Could be left out"), note, columns, rows, empty)
