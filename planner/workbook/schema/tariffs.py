"""The sheet of tariffs: what customers pay for compute."""

from planner.workbook.schema.keys import REGION
from planner.workbook.schema.types import Column, sheet

TARIFFS_SHEET = sheet(
    "Tariffs",
    "Tariffs",
    "售价",
    "What customers pay for delivered PFLOPS, with a column for each period; for business cases, without effect on the "
    "plan.",
    "客户为交付算力支付的价格，每个时期一列；用于商业论证，不影响规划结果。",
    (
        REGION,
        Column(
            "workload",
            "Workload",
            "负载",
            "Workload for which the row holds, or `*` for all.",
            "该行适用的负载，`*` 表示全部。",
            kind="key",
            required=True,
            key=True,
            refers_to="Workloads",
            allows_all=True,
        ),
    ),
    period_columns=Column(
        "period",
        "Tariff",
        "售价",
        "What customers of the region pay for each PFLOPS delivered for a year.",
        "该地区客户为每交付 1 PFLOPS 一年支付的价格。",
        unit="million currency/PFLOPS-year",
        kind="number",
        minimum=0,
        usual=(0, 1_000_000),
        blank="as a less specific row says; without one there is no price, and no business case at tariffs",
        blank_zh="采用较不具体的行；若也没有，则无售价，不能按售价做商业论证",
    ),
)
