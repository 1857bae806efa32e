"""What the audit checks and what it says of spare investments, in words."""

from planner.report.words import Words


def rules(words: Words) -> dict[str, str]:
    """Return each rule of the audit in words."""
    return _work(words) | _chips(words) | _places(words) | _network(words) | _form(words)


def _form(words: Words) -> dict[str, str]:
    return {
        "known_ids": words("Every decision is about things of the workbook"),
        "finite_values": words("Every decision has a number"),
        "nonnegative": words("No quantity is below 0"),
        "integer_decisions": words("Counts are whole, yes-no decisions yes or no"),
        "once_only": words("Each step is taken once"),
        "budget_limit": words("Spending stays within the budgets"),
        "policy_limit": words("Hard policies are kept"),
        "commitment_limit": words("Commitments are kept"),
        "cost": words("The cost is what the decisions cost"),
    }


def _work(words: Words) -> dict[str, str]:
    return {
        "demand_balance": words("All demand is served, rented or stated as unmet"),
        "outage_demand": words("What is due in an outage is served or stated as short"),
        "deferral_limit": words("No more work waits than may"),
        "deferral_balance": words("Work that waits is done later"),
        "unmet_needs_penalty": words("Demand is left unmet only at a price"),
        "shortfall_needs_price": words("Work falls short only at a price"),
        "rental_limit": words("No more is rented than is on offer"),
        "host_balance": words("Hosts run all that they serve, with the loss of sharing"),
        "confined_balance": words("Work that may not leave is run at home"),
        "confined_within_run": words("Work that may not leave is part of what chips run"),
        "residency": words("Work goes only where residency lets it"),
        "residency_host_share": words("No host takes more of a region's work than it may"),
        "residency_origin_share": words("No more of a region's work leaves than may"),
        "single_host": words("Work that needs one host has one"),
        "single_host_outage": words("Work that needs one host has one in an outage"),
    }


def _chips(words: Words) -> dict[str, str]:
    return {
        "chip_can_run": words("Chips run only what they can run"),
        "chip_time_limit": words("Chips are occupied no longer than can be used"),
        "confined_time_limit": words("Work that may not leave fits chips used alone"),
        "retired_within_fleet": words("No more chips retire than there are"),
        "chip_for_sale": words("Chips are bought only where they are sold"),
        "chip_arrives": words("Chips arrive within the horizon"),
        "chip_adoption": words("Chip types are bought only once adopted"),
        "chip_type_limit": words("No region has more chip types than it may"),
        "porting": words("Work runs only on stacks to which it is ported"),
        "supply_limit": words("Purchases stay within the supply of chips"),
    }


def _places(words: Words) -> dict[str, str]:
    return {
        "hall_power_limit": words("What stands in existing halls fits them"),
        "new_hall_limit": words("What stands in new halls fits them"),
        "grid_limit": words("Regions draw no more than their grid gives"),
        "hall_draw_limit": words("Halls draw no more than stands in them"),
        "hall_module_limit": words("No more hall modules are built than may be"),
        "hall_arrives": words("Halls open within the horizon"),
        "green_limit": words("No more green power is bought than is used"),
        "staff_limit": words("Halls have the people they need"),
        "staff_training": words("People are trained only where that can be done"),
        "tier_order": words("Platform tiers are reached in order"),
        "tier_needs_establishing": words("Platform tiers are joined only once established"),
        "tier_available": words("Platform tiers are joined no earlier than available"),
        "sharing_needs_platform": words("Work is shared only within the platform"),
        "platform_partner": words("No region is alone on the platform"),
        "pooled_within_installed": words("No more chips are pooled than installed"),
        "pooling_needs_platform": words("Chips are pooled only on the platform"),
    }


def _network(words: Words) -> dict[str, str]:
    return {
        "route_continuity": words("Routes lead from origin to host"),
        "latency": words("Routes are as fast as the work needs"),
        "arc_routing": words("Flows belong to work that has a way to its host"),
        "arc_balance": words("Traffic is neither lost nor made on its way"),
        "link_limit": words("Links carry no more than their bandwidth"),
        "circuit_limit": words("No more circuits are added than may be"),
        "circuit_needs_opening": words("Circuits are added only to opened links"),
        "circuit_arrives": words("Circuits arrive within the horizon"),
    }


def reasons(words: Words) -> dict[str, str]:
    """Return why an investment could be left out; what is not in it is said as it is."""
    return {
        "no hall is built there": words("no hall is built there"),
        "the load placed in new halls fits without": words("the load placed in new halls fits without"),
        "the type is never bought there": words("the type is never bought there"),
        "nothing runs on it": words("nothing runs on it"),
        "nothing is shared or pooled through it": words("nothing is shared or pooled through it"),
        "no region is in it": words("no region is in it"),
        "no circuit is added to it": words("no circuit is added to it"),
        "the peak load fits without": words("the peak load fits without"),
        "the installed power needs fewer people": words("the installed power needs fewer people"),
    }
