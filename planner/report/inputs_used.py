"""The inputs that weigh most, thing by thing: what a region and a chip offer and cost."""

from planner.report.inputs import KWH_PER_MWH, MILLION
from planner.report.table import Column, Table, make_table
from planner.report.view import View


def input_region_table(view: View) -> Table:
    """Return what each region offers: halls, grid, PUE, price of electricity, usable share of chip time."""
    inst, words, currency = view.inst, view.words, view.inst.settings.currency
    periods = tuple(inst.periods)
    first, last = periods[0], periods[-1]
    columns = [
        Column("region", words("Region")),
        Column("existing_hall_mw", words("Halls that exist"), "MW", "number"),
        Column("first_grid_limit_mw", words("Grid limit, {period}", period=first), "MW", "whole"),
        Column("last_grid_limit_mw", words("Grid limit, {period}", period=last), "MW", "whole"),
        Column("pue_existing", words("PUE of existing halls"), "", "number"),
        Column("pue_new", words("PUE of new halls"), "", "number"),
        Column(
            "electricity_price_per_kwh",
            words("Electricity, {period}", period=first),
            words("{currency} per kWh", currency=currency),
            "fine",
        ),
        Column(
            "carbon_kg_per_kwh", words("Carbon of the grid, {period}", period=first), words("kg CO2 per kWh"), "fine"
        ),
        Column(
            "alone_fraction",
            words("Usable alone, {period}", period=first),
            words("of installed unit-time"),
            "share",
        ),
    ]
    rows = []
    for r, region in inst.first_case.regions.items():
        start, end = region.at[first], region.at[last]
        rows.append(
            (
                view.names.regions[r],
                region.existing_hall_mw,
                start.grid_limit_mw,
                end.grid_limit_mw,
                region.pue_existing,
                region.pue_new,
                start.electricity_price_m_per_mwh * MILLION / KWH_PER_MWH,
                start.grid_carbon_t_per_mwh,
                start.alone_fraction,
            )
        )
    note = words("What the workbook says of the regions; empty: no limit.")
    return make_table("input_regions", words("Regions"), note, columns, rows)


def input_chip_table(view: View) -> Table:
    """Return what each chip costs, draws and counts."""
    inst, words = view.inst, view.words
    case, first = inst.first_case, next(iter(inst.periods))
    price: dict[str, float] = {}
    for (k, _, period), cost_m in case.chip_price_m.items():
        if period == first:
            price[k] = min(cost_m, price.get(k, cost_m))
    columns = [
        Column("chip", words("Chip")),
        Column("stack", words("Stack")),
        Column("class", words("Class")),
        Column("domestic", words("Domestic"), "", "yes_no"),
        Column("power_kw", words("Power"), "kW", "fine"),
        view.money_column("price_m", words("Price, {period}", period=first)),
        Column("counted_pflops", words("Counted capacity"), words("PFLOPS per unit"), "fine"),
        Column("lead_years", words("Lead time"), words("years"), "fine"),
        Column("lifetime_years", words("Lifetime"), words("years"), "fine"),
        Column("fleet_units", words("Fleet"), words("units"), "whole"),
    ]
    rows = [
        (
            view.names.chips[k],
            chip.stack,
            chip.chip_class,
            chip.domestic,
            chip.power_kw,
            price.get(k),
            chip.counted_pflops,
            chip.lead_years,
            chip.lifetime_years,
            sum(line.units for line in case.fleet if line.chip == k),
        )
        for k, chip in case.chips.items()
    ]
    note = words("What the workbook says of the chips; the price where it is lowest, empty: not for sale.")
    return make_table("input_chips", words("Chips"), note, columns, rows)
