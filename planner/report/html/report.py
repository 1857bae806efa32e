"""report.html: the plan as one page, from the decision to how it was made."""

from models.audit.audit import Audit
from planner.report.html.atlas import map_section
from planner.report.html.branches import futures_section
from planner.report.html.closing import audit_section, making_section
from planner.report.html.flows import sharing_section
from planner.report.html.limits import prices_section
from planner.report.html.moments import page_data
from planner.report.html.money import money_section
from planner.report.html.opening import alarm_banner, basis_section, decision_section
from planner.report.html.page import WebPage, page_html
from planner.report.html.standing import standing_section
from planner.report.html.stock import stock_section
from planner.report.tables import PlanTables

SCRIPTS = ("page.js", "map.js")


def report_html(shown: PlanTables, audit: Audit) -> str:
    """Return the page of a plan."""
    named = {table.name: table for table in shown.read_tables}
    view, summary, words = shown.view, shown.summary, shown.words
    sections = [
        decision_section(summary, audit, words),
        *([] if view.inst.tree.is_chain else [futures_section(view, named)]),
        map_section(view, named),
        sharing_section(view, named),
        stock_section(view, named),
        money_section(view),
        prices_section(view, named),
        basis_section(summary, words),
        standing_section(view, named),
        audit_section(named, words),
        making_section(named, words),
    ]
    page = WebPage(summary.title, summary.subtitle, sections, alarm_banner(summary, words), page_data(view), SCRIPTS)
    return page_html(page, words)
