"""The reports in Chinese: each English text of the code with its translation, by topic."""

from planner.report.chinese.allocation import ALLOCATION
from planner.report.chinese.alternatives import ALTERNATIVES
from planner.report.chinese.business import BUSINESS
from planner.report.chinese.codes import CODES
from planner.report.chinese.columns import COLUMNS
from planner.report.chinese.comparison import COMPARISON
from planner.report.chinese.demand import DEMAND
from planner.report.chinese.fragmentation import FRAGMENTATION
from planner.report.chinese.frontier import FRONTIER
from planner.report.chinese.inputs import INPUTS
from planner.report.chinese.notes import NOTES
from planner.report.chinese.outages import OUTAGES
from planner.report.chinese.prices import PRICES
from planner.report.chinese.replan import REPLAN
from planner.report.chinese.rule_prices import RULE_PRICES
from planner.report.chinese.rules import RULES
from planner.report.chinese.scenarios import SCENARIOS
from planner.report.chinese.sensitivity import SENSITIVITY
from planner.report.chinese.studies import STUDIES
from planner.report.chinese.summary import SUMMARY
from planner.report.chinese.uncertainty import UNCERTAINTY
from planner.report.chinese.web import WEB

TOPICS: tuple[dict[str, str], ...] = (
    SUMMARY,
    NOTES,
    COLUMNS,
    CODES,
    RULES,
    INPUTS,
    COMPARISON,
    WEB,
    STUDIES,
    ALTERNATIVES,
    SENSITIVITY,
    REPLAN,
    DEMAND,
    FRAGMENTATION,
    FRONTIER,
    RULE_PRICES,
    SCENARIOS,
    OUTAGES,
    UNCERTAINTY,
    ALLOCATION,
    BUSINESS,
    PRICES,
)
"""A text stands in one of them."""

CHINESE: dict[str, str] = {english: chinese for topic in TOPICS for english, chinese in topic.items()}
"""Chinese by English."""
