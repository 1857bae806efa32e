"""The audit as tables: how many checks each rule had, what was found, what could be left out."""

from models.audit.audit import Audit
from planner.report.table import Column, Table, make_table


def audit_table(audit: Audit) -> Table:
    """Return each rule with its checks and findings."""
    broken: dict[str, int] = {}
    for finding in audit.findings:
        broken[finding.rule] = broken.get(finding.rule, 0) + 1
    columns = [
        Column("rule", "Rule"),
        Column("checks", "Checks", "", "whole"),
        Column("broken", "Broken", "", "whole"),
        Column("result", "Result"),
    ]
    rows = [
        (rule, count, broken.get(rule, 0), "BROKEN" if rule in broken else "kept" if count else "nothing to check")
        for rule, count in audit.checks.items()
    ]
    note = "Every rule, checked again from the workbook's data and the plan alone, apart from the model that made it."
    return make_table("audit", "Rules", note, columns, rows)


def finding_table(audit: Audit) -> Table:
    """Return what the audit objects to."""
    columns = [
        Column("rule", "Rule"),
        Column("where", "Where"),
        Column("found", "Found", "", "mixed"),
        Column("sense", "Must be"),
        Column("limit", "Limit", "", "mixed"),
        Column("residual", "Off by", "", "mixed"),
    ]
    rows = [
        (finding.rule, finding.where, finding.found, finding.sense, finding.limit, finding.residual)
        for finding in audit.findings
    ]
    return make_table("audit_findings", "Findings", "Rules that the plan breaks.", columns, rows, "No rule is broken.")


def warning_table(audit: Audit) -> Table:
    """Return the investments that the audit finds no need for."""
    rows = [(str(spare),) for spare in audit.warnings]
    note = "The plan would keep all rules without these; within the gap they are left to chance."
    columns = [Column("warning", "Investment that could be left out")]
    return make_table("audit_warnings", "Warnings", note, columns, rows, "Every investment is needed.")
