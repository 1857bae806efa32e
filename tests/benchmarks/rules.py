"""What a generated instance rules: tiers, links, who hosts what, quotas, ports, policies and a budget."""

from models.ids import BudgetId, ChipId, LinkId, ModuleId, PeriodId, PolicyId, RegionId, StackId, TierId, WorkloadId
from models.records import Budget, HostRule, Link, LinkModule, Policy, Selection, Supply, Tier
from tests.benchmarks.geography import Geography
from tests.benchmarks.places import Demand, need_units
from tests.benchmarks.technology import AI_MODELS, BATCH, CLOUD, PORT_M, REALTIME, TRAINING, Technology

TIERS = (
    ("basic", 44.0, 6.6, 0.0, 0.475, 0.10),
    ("standard", 36.0, 12.0, 500.0, 0.532, 0.04),
    ("market", 18.0, 14.7, 500.0, 0.60, 0.02),
)
"""Name, joining cost, yearly fee, national cost for 31 regions, pooled fraction, loss."""
QUOTA_FACTOR = 0.55
"""Ties the shares of `technology.py` to what is bought in a year: growth and renewal, at some work left undone."""
CAPITAL_M = 24_000.0
"""Cash for capital cost in the first year, for each region; grows by 8 % a year."""


def make_tiers(periods: tuple[PeriodId, ...], charges: float, nation: float) -> dict[TierId, Tier]:
    return {
        TierId(name): Tier(
            TierId(name),
            rank,
            joining_cost_m=joining * charges,
            yearly_fee_m=fee * charges,
            national_cost_m=round(national * charges * nation, 3),
            pooled_fraction=pooled,
            loss_fraction=loss,
            available_from=periods[min(2 * (rank - 1), len(periods) - 1)],
        )
        for rank, (name, joining, fee, national, pooled, loss) in enumerate(TIERS, start=1)
    }


def make_host_rules(geography: Geography) -> dict[tuple[WorkloadId, RegionId, RegionId], HostRule]:
    """Return who may host what: hubs everything that may move, and each region what its nearest ask at once."""
    rule = HostRule()
    rules = {}
    for o in geography.regions:
        nearest = sorted((h for h in geography.regions if h != o), key=lambda h: (geography.km(o, h), h))[:2]
        for h in sorted(geography.hubs | set(nearest)):
            if h == o:
                continue
            for w in (TRAINING, REALTIME, BATCH, CLOUD):
                if h in geography.hubs or w in (REALTIME, CLOUD):
                    rules[w, o, h] = rule
    return rules


def make_supplies(
    geography: Geography,
    technology: Technology,
    demand: Demand,
    periods: tuple[PeriodId, ...],
) -> tuple[Supply, ...]:
    """Return the national quotas, as shares of what the nation would need of the chip alone in that year."""
    supplies = []
    for k, share in technology.share_of_need.items():
        first, last = technology.sold[k]
        units: dict[PeriodId, float | None] = {}
        for t, period in enumerate(periods):
            need = sum(need_units(technology, demand, k, r, period) for r in geography.regions) * QUOTA_FACTOR
            units[period] = float(round(share * need, -2)) if first <= t <= last else 0.0
        supplies.append(Supply(k, "nation", geography.regions, units))
    return tuple(supplies)


def make_ports(technology: Technology, factor: float) -> dict[tuple[StackId, WorkloadId], float]:
    costs = {}
    for (k, w), _ in technology.pflops.items():
        stack = technology.chips[k].stack
        if stack in PORT_M:
            training, other = PORT_M[stack]
            costs[stack, w] = round((training if w == TRAINING else other) * factor, 3)
    return costs


def make_links(geography: Geography, periods: tuple[PeriodId, ...]) -> dict[LinkId, Link]:
    links = {}
    for a, b in geography.links:
        between_hubs = a in geography.hubs and b in geography.hubs
        cost_m = round(10.0 + 0.05 * geography.km(a, b), 2)
        pair = LinkModule(
            ModuleId("fibre pair"), 32_000.0, dict.fromkeys(periods, cost_m), dict.fromkeys(periods, 0.0), 4
        )
        l = LinkId(f"{a} - {b}")
        links[l] = Link(
            l,
            a,
            b,
            geography.one_way_ms(a, b),
            existing_gbps=3200.0 if between_hubs else 800.0,
            carrying_cost_m_per_gbps=8.85e-05,
            lead_years=1.0,
            life_years=10.0,
            modules={pair.id: pair},
        )
    return links


def make_policies(geography: Geography) -> dict[PolicyId, Policy]:
    domestic = tuple(ChipId(name) for name, model in AI_MODELS.items() if model.domestic)
    ai = tuple(ChipId(name) for name in AI_MODELS)
    hubs = tuple(r for r in geography.regions if r in geography.hubs)
    everything = Selection("*")
    new_ai = Selection("class=AI", chips=ai)
    policies = (
        Policy(
            PolicyId("domestic share of new AI"),
            "new_capacity",
            Selection("class=AI; domestic=yes", chips=domestic),
            new_ai,
            "each period",
            ">=",
            0.6,
            0.3,
        ),
        Policy(
            PolicyId("hub share of new capacity"),
            "new_capacity",
            Selection("region=Hubs", regions=hubs),
            everything,
            "total",
            ">=",
            0.3,
            0.3,
        ),
        Policy(PolicyId("average PUE"), "pue", everything, None, "each period", "<=", 1.36, None),
    )
    return {policy.id: policy for policy in policies}


def make_budget(
    geography: Geography, links: tuple[LinkId, ...], periods: tuple[PeriodId, ...]
) -> dict[BudgetId, Budget]:
    amounts: dict[PeriodId, float | None] = {
        period: float(round(CAPITAL_M * len(geography.regions) * 1.08**t)) for t, period in enumerate(periods)
    }
    covers = ("opening", "hall", "chip", "integration", "platform", "porting", "link", "training")
    return {
        BudgetId("capital"): Budget(
            BudgetId("capital"),
            "nation",
            geography.regions,
            links,
            national=True,
            amount_m=amounts,
            covers=covers,
            subsidy_m=dict.fromkeys(periods, 0.0),
        )
    }
