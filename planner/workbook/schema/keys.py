"""Key columns that several sheets share."""

from collections.abc import Mapping

from planner.workbook.schema.types import Column, folded

FILTER_KEYS_ZH: Mapping[str, str] = {
    "region": "地区",
    "host": "服务地",
    "origin": "来源地",
    "party": "主体",
    "chip": "芯片",
    "stack": "软件栈",
    "vendor": "厂商",
    "class": "类别",
    "domestic": "国产",
    "workload": "负载",
    "link": "链路",
    "module": "链路模块",
    "year": "投运年份",
    "tier": "平台等级",
    "period": "时期",
}
"""What the filters of Policies and Commitments select by, in Chinese."""

_FILTER_KEYS = {folded(word): name for name, chinese in FILTER_KEYS_ZH.items() for word in (name, chinese)}


def filter_key(word: str) -> str:
    """Return the filter key that a word stands for, in either language; the word itself when it is none."""
    return _FILTER_KEYS.get(folded(word), word)


WORKLOAD = Column(
    "workload",
    "Workload",
    "负载",
    "Workload for which the row holds.",
    "该行适用的负载。",
    kind="key",
    required=True,
    key=True,
    refers_to="Workloads",
)


REGION = Column(
    "region",
    "Region or group",
    "地区或地区组",
    "Region, group or `*` for which the row holds; each region inherits the value, the most specific row wins.",
    "该行适用的地区、地区组或 `*`；各地区继承该值，最具体的行优先。",
    kind="key",
    required=True,
    key=True,
    refers_to="Regions",
    allows_group=True,
)
