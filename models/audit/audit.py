"""The audit of a plan: every rule re-checked from instance and plan alone, and the cost added up again."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from models.audit import chips, demand, form, hosting, money, network, platform, power
from models.audit.checks import Checks, Finding
from models.audit.facts import Facts, gather_facts
from models.audit.spare import Spare, spare_investments
from models.instance import Instance
from models.plan import Plan

Rule = Callable[[Facts, Checks], None]

RULES: tuple[Rule, ...] = (
    form.nonnegative,
    form.integer_decisions,
    form.once_only,
    demand.demand_balance,
    demand.outage_demand,
    demand.deferral_limit,
    demand.deferral_balance,
    demand.unmet_needs_penalty,
    demand.shortfall_needs_price,
    demand.rental_limit,
    hosting.host_balance,
    hosting.confined_balance,
    hosting.confined_within_run,
    hosting.residency,
    hosting.residency_host_share,
    hosting.residency_origin_share,
    hosting.single_host,
    hosting.single_host_outage,
    chips.chip_can_run,
    chips.chip_time_limit,
    chips.confined_time_limit,
    chips.retired_within_fleet,
    chips.chip_for_sale,
    chips.chip_arrives,
    chips.chip_adoption,
    chips.chip_type_limit,
    chips.porting,
    chips.supply_limit,
    power.hall_power_limit,
    power.new_hall_limit,
    power.grid_limit,
    power.hall_draw_limit,
    power.hall_module_limit,
    power.hall_arrives,
    power.green_limit,
    power.staff_limit,
    power.staff_training,
    platform.tier_order,
    platform.tier_needs_establishing,
    platform.tier_available,
    platform.sharing_needs_platform,
    platform.platform_partner,
    platform.pooled_within_installed,
    platform.pooling_needs_platform,
    network.route_continuity,
    network.latency,
    network.arc_routing,
    network.arc_balance,
    network.link_limit,
    network.circuit_limit,
    network.circuit_needs_opening,
    network.circuit_arrives,
    money.budget_limit,
    money.policy_limit,
    money.commitment_limit,
    money.cost,
)
"""All rules, in the order of the formulation; the name of a rule is that of its function."""


@dataclass(frozen=True)
class Audit:
    """What the audit of a plan found."""

    passed: bool
    findings: tuple[Finding, ...]
    worst_residual: float
    """The largest residual as a share of its row's magnitude plus one unit; a passed audit has one too."""
    worst_rule: str
    worst_where: str
    checks: Mapping[str, int]
    """Number of checks by rule."""
    cost_m: float
    """The objective, added up again."""
    cost_difference_m: float
    """What the plan claims, less that."""
    warnings: tuple[Spare, ...]
    """Investments that could be left out."""


def audit(inst: Instance, plan: Plan) -> Audit:
    """Return the audit of a plan.

    What cannot be read (a key with an id that the instance does not know, a value that is no number) is a finding,
    and is left out for the other rules.
    """
    known, finite = Checks("known_ids"), Checks("finite_values")
    readable = form.readable_part(inst, plan, known, finite)
    facts = gather_facts(inst, readable)
    sheets = [known, finite]
    for rule in RULES:
        sheet = Checks(rule.__name__)
        rule(facts, sheet)
        sheets.append(sheet)
    findings = tuple(finding for sheet in sheets for finding in sheet.findings)
    worst = max(sheets, key=lambda sheet: sheet.worst)
    cost_m = facts.account.objective_m
    return Audit(
        passed=not findings,
        findings=findings,
        worst_residual=worst.worst,
        worst_rule=worst.rule if worst.worst > 0 else "",
        worst_where=worst.worst_where,
        checks={sheet.rule: sheet.count for sheet in sheets},
        cost_m=cost_m,
        cost_difference_m=plan.cost_m - cost_m,
        warnings=spare_investments(facts),
    )
