"""What can be bought: generations of chips on several stacks, with prices, performance and quotas."""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from models.ids import ChipId, PeriodId, StackId, WorkloadId
from models.records import Chip, Workload

TRAINING, REALTIME, BATCH = WorkloadId("training"), WorkloadId("realtime"), WorkloadId("batch")
CLOUD, SECURED = WorkloadId("cloud"), WorkloadId("secured")

WORKLOADS = {
    TRAINING: Workload(TRAINING, "AI", 0.2, unmet_penalty_m_per_pflops=6.0),
    REALTIME: Workload(REALTIME, "AI", 0.5, max_latency_ms=10.0, unmet_penalty_m_per_pflops=8.0),
    BATCH: Workload(BATCH, "AI", 0.2, deferrable_fraction=0.25, unmet_penalty_m_per_pflops=5.0),
    CLOUD: Workload(
        CLOUD, "general", 30.0, max_latency_ms=10.0, deferrable_fraction=0.05, unmet_penalty_m_per_pflops=70.0
    ),
    SECURED: Workload(SECURED, "general", unmet_penalty_m_per_pflops=90.0),
}
"""As in the national sample, without its science."""

PRICE_TREND = {"AI": -0.05, "general": -0.02}
NOISE = 0.08
"""Standard deviation of the logarithm of prices and performances."""
LIFETIME_YEARS = 5.0
REALTIME_SHARE = 0.85
"""Small batches keep a chip from its best rate."""


@dataclass(frozen=True)
class Model:
    """A chip as the national sample has its like, before noise."""

    stack: str
    domestic: bool
    power_kw: float
    price_m: float
    training_pflops: float
    """0: does not train."""
    batch_pflops: float
    sold: tuple[int, int]
    """First and last year with a quota above 0, counted from the first period."""
    share_of_need: float
    """Quota of a year, as a share of all units that the nation's AI work would need of this chip alone."""
    integration_m: float


AI_MODELS: Mapping[str, Model] = {
    "import 1": Model("import", False, 0.60, 0.160, 0.0, 0.159, (0, 1), 0.04, 10.0),
    "import 2": Model("import", False, 1.05, 0.424, 0.376, 0.450, (0, 9), 0.13, 10.0),
    "major 1": Model("major", True, 0.60, 0.234, 0.094, 0.100, (0, 1), 0.03, 20.0),
    "major 2": Model("major", True, 0.93, 0.291, 0.240, 0.261, (0, 3), 0.22, 20.0),
    "major 3": Model("major", True, 1.50, 0.406, 0.300, 0.505, (2, 9), 0.30, 20.0),
    "major 4": Model("major", True, 1.80, 0.561, 0.600, 0.875, (3, 9), 0.30, 20.0),
    "minor 1": Model("minor", True, 0.60, 0.159, 0.0, 0.087, (0, 9), 0.06, 30.0),
    "minor 2": Model("minor", True, 0.90, 0.226, 0.150, 0.230, (0, 9), 0.08, 30.0),
}
NODES: Mapping[str, tuple[str, bool, float, float, float, float]] = {
    "node": ("x86", False, 1.0, 0.0735, 0.00468, 2.0),
    "domestic node": ("Arm", True, 0.8, 0.0686, 0.002915, 5.0),
}
"""Stack, domestic, kW, price, PFLOPS on general work, integration cost."""
FLEET = {"AI": ChipId("import 1"), "general": ChipId("node")}
"""What stands already."""
PORT_M = {"major": (500.0, 100.0), "minor": (500.0, 100.0), "Arm": (200.0, 200.0)}
"""National cost of porting training, and of any other workload, for 31 regions."""


@dataclass(frozen=True)
class Technology:
    """Chips and what they deliver, the same in every region."""

    chips: Mapping[ChipId, Chip]
    price_m: Mapping[tuple[ChipId, PeriodId], float]
    pflops: Mapping[tuple[ChipId, WorkloadId], float]
    share_of_need: Mapping[ChipId, float]
    """See `Model`; no key: no quota."""
    sold: Mapping[ChipId, tuple[int, int]]
    """See `Model`; same keys."""


def make_technology(periods: tuple[PeriodId, ...], charges: float, random: np.random.Generator) -> Technology:
    """Return ten chips whose prices and performances scatter about those of the national sample.

    Parameters
    ----------
    charges
        Factor on integration costs.
    """
    chips: dict[ChipId, Chip] = {}
    price_m: dict[tuple[ChipId, PeriodId], float] = {}
    pflops: dict[tuple[ChipId, WorkloadId], float] = {}
    sold: dict[ChipId, tuple[int, int]] = {}

    def noise() -> float:
        return float(np.exp(random.normal(0.0, NOISE)))

    def add(
        k: ChipId, kind: str, stack: str, domestic: bool, kw: float, price: float, counted: float, charge: float
    ) -> None:
        chips[k] = Chip(
            k,
            StackId(stack),
            name=k,
            chip_class=kind,
            domestic=domestic,
            power_kw=kw,
            idle_power_fraction=0.45 if kind == "general" else 0.30,
            lifetime_years=LIFETIME_YEARS,
            fixed_om_fraction=0.04,
            integration_cost_m=round(charge * charges, 3),
            counted_pflops=counted,
        )
        first = round(price * noise(), 5)
        for t, period in enumerate(periods):
            price_m[k, period] = first * (1 + PRICE_TREND[kind]) ** t

    for name, model in AI_MODELS.items():
        k = ChipId(name)
        better = noise()
        add(
            k,
            "AI",
            model.stack,
            model.domestic,
            model.power_kw,
            model.price_m,
            round(max(model.training_pflops, model.batch_pflops) / 3, 5),
            model.integration_m,
        )
        if model.training_pflops:
            pflops[k, TRAINING] = round(model.training_pflops * better, 5)
        pflops[k, BATCH] = round(model.batch_pflops * better, 5)
        pflops[k, REALTIME] = round(model.batch_pflops * better * REALTIME_SHARE, 5)
        sold[k] = model.sold
    for name, (stack, domestic, kw, price, delivered, charge) in NODES.items():
        k = ChipId(name)
        add(k, "general", stack, domestic, kw, price, round(delivered * 3, 5), charge)
        for w in (CLOUD, SECURED):
            pflops[k, w] = delivered
    shares = {ChipId(name): model.share_of_need for name, model in AI_MODELS.items()}
    return Technology(chips, price_m, pflops, shares, sold)
