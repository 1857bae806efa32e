"""The cost categories of a plan, named once for model, audit, budgets and reports."""

from typing import Literal

CapitalCost = Literal["opening", "hall", "chip", "integration", "platform", "porting", "link", "training"]
"""Paid in cash when ordered, and charged as annuities."""

RunningCost = Literal[
    "hall_om",
    "chip_om",
    "electricity",
    "green_premium",
    "carbon",
    "staff",
    "platform_fee",
    "link_yearly",
    "link_carrying",
    "rent",
]
"""Paid year by year."""

PenaltyCost = Literal["unmet", "shortfall", "policy", "commitment"]
"""Priced, but nobody's cash."""

CAPITAL: tuple[CapitalCost, ...] = (
    "opening",
    "hall",
    "chip",
    "integration",
    "platform",
    "porting",
    "link",
    "training",
)
RUNNING: tuple[RunningCost, ...] = (
    "hall_om",
    "chip_om",
    "electricity",
    "green_premium",
    "carbon",
    "staff",
    "platform_fee",
    "link_yearly",
    "link_carrying",
    "rent",
)
PENALTY: tuple[PenaltyCost, ...] = ("unmet", "shortfall", "policy", "commitment")
OF_DEMAND: tuple[RunningCost | PenaltyCost, ...] = ("rent", "unmet", "shortfall")
"""Of whose demand it is, whoever has the region."""

ONE_OFF: tuple[CapitalCost, ...] = ("opening", "integration", "platform", "porting", "training")
"""Capital costs without an asset of their own: spread over the one-off life of the Settings."""
