"""The things a workbook describes: regions, workloads, chips, tiers, links and the rules over them.

Units are fixed: money in millions of the workbook's currency (names ending in `_m`), MW, MWh, PFLOPS, Gbps, units,
fractions, years. What no row of the workbook limits is None.
"""

from models.records.calendar import Period, RiskMeasure, Settings, Slice
from models.records.chips import Chip, FleetLine, Supply
from models.records.network import Link, LinkModule, Outage
from models.records.places import Pipeline, Region, RegionPeriod, Tier
from models.records.rules import OWN_RATIO, Budget, Commitment, Decision, Metric, Policy, Selection
from models.records.work import HostRule, Offer, Workload

__all__ = [
    "OWN_RATIO",
    "Budget",
    "Chip",
    "Commitment",
    "Decision",
    "FleetLine",
    "HostRule",
    "Link",
    "LinkModule",
    "Metric",
    "Offer",
    "Outage",
    "Period",
    "Pipeline",
    "Policy",
    "Region",
    "RegionPeriod",
    "RiskMeasure",
    "Selection",
    "Settings",
    "Slice",
    "Supply",
    "Tier",
    "Workload",
]
