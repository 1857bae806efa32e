"""Key columns that several sheets share."""

from planner.workbook.schema.types import Column

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
