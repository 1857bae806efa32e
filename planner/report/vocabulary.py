"""The codes of the planner in words: cost categories, metrics, decisions, statuses, endings, the rules of the audit."""

from planner.report.words import Words


def categories(words: Words) -> dict[str, str]:
    """Return the cost categories in words."""
    return {
        "opening": words("Opening of regions"),
        "hall": words("Halls"),
        "chip": words("Chips"),
        "integration": words("Integration of chip types"),
        "platform": words("Platform tiers"),
        "porting": words("Porting to stacks"),
        "link": words("Links"),
        "training": words("Training"),
        "hall_om": words("Upkeep of halls"),
        "chip_om": words("Upkeep of chips"),
        "electricity": words("Electricity"),
        "green_premium": words("Premium for green power"),
        "carbon": words("Carbon price"),
        "staff": words("Staff"),
        "platform_fee": words("Platform fees"),
        "link_yearly": words("Yearly cost of links"),
        "link_carrying": words("Carrying on links"),
        "rent": words("Rent of compute"),
        "unmet": words("Penalty: demand not met"),
        "shortfall": words("Penalty: short in outages"),
        "policy": words("Penalty: policies passed"),
        "commitment": words("Penalty: preferences departed from"),
    }


def kinds(words: Words) -> dict[str, str]:
    """Return the kinds of cost in words."""
    return {"capital": words("Capital"), "running": words("Running costs"), "penalty": words("Penalties")}


def decisions(words: Words) -> dict[str, str]:
    """Return what can be decided, as an instruction."""
    return {
        "opened": words("Open region"),
        "modules_built": words("Build halls"),
        "trained_staff": words("Train staff"),
        "chip_adopted": words("Adopt chip type"),
        "bought_units": words("Buy chips"),
        "retired_units": words("Retire chips early"),
        "tier_established": words("Establish platform tier"),
        "tier_joined": words("Join platform tier"),
        "stack_ported": words("Port workload to stack"),
        "link_opened": words("Open link"),
        "circuits_added": words("Add bandwidth"),
    }


def metrics(words: Words) -> dict[str, str]:
    """Return the metrics of policies in words."""
    return {
        "counted_capacity": words("Counted capacity"),
        "new_capacity": words("New capacity"),
        "units": words("Units installed"),
        "new_units": words("Units ordered"),
        "chip_types": words("Chip types"),
        "regions_opened": words("Regions opened"),
        "modules": words("Hall modules"),
        "it_mw": words("IT load"),
        "energy_mwh": words("Electricity"),
        "green_mwh": words("Green power"),
        "pue": words("PUE"),
        "green_share": words("Green share"),
        "carbon_t": words("Carbon"),
        "capex": words("Capital"),
        "opex": words("Running costs"),
        "served": words("Work served"),
        "served_remotely": words("Work served elsewhere"),
        "rented": words("Rented"),
        "unmet": words("Not met"),
        "utilisation": words("Utilisation"),
    }


def metric_units(words: Words) -> dict[str, str]:
    """Return the units in which the metrics of policies are measured."""
    return {
        "counted_capacity": words("PFLOPS counted"),
        "new_capacity": words("PFLOPS counted"),
        "units": words("units"),
        "new_units": words("units"),
        "chip_types": words("types"),
        "regions_opened": words("regions"),
        "modules": words("modules"),
        "it_mw": "MW",
        "energy_mwh": words("MWh a year"),
        "green_mwh": words("MWh a year"),
        "pue": words("MWh a year"),
        "green_share": words("MWh a year"),
        "carbon_t": words("t CO2 a year"),
        "capex": words("million"),
        "opex": words("million a year"),
        "served": "PFLOPS",
        "served_remotely": "PFLOPS",
        "rented": "PFLOPS",
        "unmet": "PFLOPS",
        "utilisation": words("PFLOPS counted"),
    }


def statuses(words: Words) -> dict[str, str]:
    """Return in words how policies, commitments and rules stand."""
    return {
        "met": words("met"),
        "binding": words("binding"),
        "passed": words("passed at its price"),
        "missed": words("missed"),
        "hard": words("hard"),
        "soft": words("soft"),
        "fixed": words("fixed"),
        "preferred": words("preferred"),
        "kept": words("kept"),
        "BROKEN": words("BROKEN"),
        "nothing to check": words("nothing to check"),
    }


def endings(words: Words) -> dict[str, str]:
    """Return why a search ended, in words."""
    return {
        "optimal": words("no plan is cheaper"),
        "gap reached": words("the gap that was asked for is reached"),
        "time limit": words("the time was over"),
        "interrupted": words("it was interrupted"),
        "no plan exists": words("no plan exists"),
    }


def notes(words: Words) -> dict[str, str]:
    """Return what the solver may have to say about a solve; what is not in it is said as it is."""
    short = "the memory was not enough: "
    return {
        "the futures were solved apart, so that there are no marginal prices": words(
            "the futures were solved apart, so that there are no marginal prices"
        ),
        "the memory was not enough to end the search; the plan is the best one found until then": words(
            "the memory was not enough to end the search; the plan is the best one found until then"
        ),
        f"{short}the small decisions are as the search left them": words(
            "the memory was not enough: the small decisions are as the search left them"
        ),
        f"{short}the last clean-up of the plan is not done; its numbers are as the search left them": words(
            "the memory was not enough: the last clean-up of the plan is not done; its numbers are as the search left "
            "them"
        ),
        f"{short}the marginal prices are not worked out": words(
            "the memory was not enough: the marginal prices are not worked out"
        ),
        f"{short}the plan was not kept before its last clean-up": words(
            "the memory was not enough: the plan was not kept before its last clean-up"
        ),
        "the last clean-up of the plan failed; its numbers are as the search left them": words(
            "the last clean-up of the plan failed; its numbers are as the search left them"
        ),
        "the marginal prices could not be worked out": words("the marginal prices could not be worked out"),
        "the marginal prices are not worked out: they take too long beside the plan": words(
            "the marginal prices are not worked out: they take too long beside the plan"
        ),
        "the marginal prices are not worked out: for them the model is too large": words(
            "the marginal prices are not worked out: for them the model is too large"
        ),
    }
