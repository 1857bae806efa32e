"""report.html: the plan as one page, from the decision to how it was made."""

from models.audit.audit import Audit
from planner.report.html.closing import audit_section, making_section
from planner.report.html.moments import page_data
from planner.report.html.opening import alarm_banner, decision_section
from planner.report.html.page import WebPage, page_html
from planner.report.tables import PlanTables


def report_html(shown: PlanTables, audit: Audit) -> str:
    """Return the page of a plan."""
    named = {table.name: table for table in shown.read_tables}
    summary, words = shown.summary, shown.words
    sections = [
        decision_section(summary, audit, words),
        audit_section(named, words),
        making_section(named, words),
    ]
    page = WebPage(summary.title, summary.subtitle, sections, alarm_banner(summary, words), page_data(shown.view))
    return page_html(page, words)
