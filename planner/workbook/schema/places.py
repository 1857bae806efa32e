"""Sheets about regions: their values by period, groups, and what is under construction."""

from dataclasses import replace

from planner.workbook.schema.region_values import PERIOD_VALUES
from planner.workbook.schema.types import Column, sheet


def _as_in_regions(column: Column) -> Column:
    """Return the column as RegionPeriods has it: a blank cell changes nothing."""
    return replace(column, default=None, blank="as in Regions", blank_zh="同地区表")


_REGION_PERIODS = sheet(
    "RegionPeriods",
    "Regions by period",
    "地区分时期数值",
    "Values of regions that change over time; a row names one region, a group or `*`, and one period or `*`.",
    "随时间变化的地区数值；每行指定一个地区、一个地区组或 `*`，以及一个时期或 `*`。",
    (
        Column(
            "region",
            "Region or group",
            "地区或地区组",
            "Region, group or `*` for which the row holds; the most specific row wins.",
            "该行适用的地区、地区组或 `*`；最具体的行优先。",
            kind="key",
            required=True,
            key=True,
            refers_to="Regions",
            allows_group=True,
        ),
        Column(
            "period",
            "Period",
            "时期",
            "Period for which the row holds, or `*` for all.",
            "该行适用的时期，`*` 表示全部。",
            kind="key",
            required=True,
            key=True,
            refers_to="Periods",
            allows_all=True,
        ),
        *(_as_in_regions(column) for column in PERIOD_VALUES),
    ),
)


_GROUPS = sheet(
    "Groups",
    "Groups of regions",
    "地区组",
    "Named sets of regions (hubs, clusters, grids), a row for each member; a region may be in several.",
    "命名的地区集合（枢纽、集群、电网），每个成员一行；一个地区可属于多个组。",
    (
        Column(
            "group",
            "Group",
            "组",
            "Name of the group; it must not be the name of a region.",
            "组的名称，不得与地区代码相同。",
            kind="key",
            required=True,
            key=True,
        ),
        Column(
            "region",
            "Region",
            "地区",
            "A member of the group.",
            "组内的一个地区。",
            kind="key",
            required=True,
            key=True,
            refers_to="Regions",
        ),
    ),
)


_PIPELINE = sheet(
    "Pipeline",
    "Under construction",
    "在建项目",
    "Halls and bandwidth that are under construction already and open without further cost.",
    "已在建设、无需追加成本即可投用的机房与带宽。",
    (
        Column(
            "kind",
            "Kind",
            "类别",
            "Whether the row is about a hall or a link.",
            "该行所述为机房或链路。",
            kind="choice",
            choices=("hall", "link"),
            choices_zh=("机房", "链路"),
            required=True,
            key=True,
        ),
        Column(
            "place",
            "Region or link",
            "地区或链路",
            "Region of the hall, or name of the link.",
            "机房所在地区，或链路名称。",
            kind="key",
            required=True,
            key=True,
            offers="Regions.region",
        ),
        Column(
            "period",
            "Period of opening",
            "投用时期",
            "Period from whose start it can be used.",
            "自该时期开始起可用。",
            kind="key",
            required=True,
            key=True,
            refers_to="Periods",
        ),
        Column(
            "amount",
            "Amount",
            "数量",
            "MW of IT power of a hall, Gbps of a link.",
            "机房为 IT 功率（MW），链路为带宽（Gbps）。",
            unit="MW or Gbps",
            kind="number",
            minimum=0,
            required=True,
        ),
    ),
)


PLACE_SHEETS = (_REGION_PERIODS, _GROUPS, _PIPELINE)
