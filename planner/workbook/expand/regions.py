"""From the sheets Regions and RegionPeriods to regions, with their values in each period."""

from collections.abc import Mapping

from models.ids import PartyId, PeriodId, RegionId, TierId
from models.records import Region, RegionPeriod
from planner.workbook.expand.book import Book
from planner.workbook.inherit import Inherited
from planner.workbook.tables import Row

KWH_PER_MWH = 1000.0
MILLION = 1_000_000.0


def regions_of(book: Book) -> Mapping[RegionId, Region]:
    """Return the regions in the order of the workbook, with prices in millions."""
    over_time = book.inherited("RegionPeriods")
    regions = {}
    for row in book.rows("Regions"):
        region = RegionId(row.text("region"))
        regions[region] = Region(
            region,
            at={period: _region_period(_Values(row, over_time, region, period)) for period in book.periods},
            name=row.text("name") or region,
            name_zh=row.text("name_zh") or row.text("name") or region,
            latitude=row.number_in("latitude"),
            longitude=row.number_in("longitude"),
            party=PartyId(row.text("party")) if row.text("party") else None,
            hall_module_mw=row.number_in("hall_module_mw") or 0.0,
            hall_lead_years=row.number_in("hall_lead_years") or 0.0,
            hall_life_years=row.number_in("hall_life_years") or 0.0,
            hall_fixed_om_fraction=row.number_in("hall_fixed_om") or 0.0,
            existing_hall_mw=row.number_in("existing_hall_mw") or 0.0,
            pue_existing=row.number_in("pue_existing") or 1.0,
            pue_new=row.number_in("pue_new") or 1.0,
            staff_per_mw=row.number_in("staff_per_mw") or 0.0,
            starting_tier=TierId(row.text("starting_tier")) if row.text("starting_tier") else None,
        )
    return regions


class _Values:
    """The values of one region in one period: of RegionPeriods where it has one, else of Regions."""

    def __init__(self, row: Row, over_time: Inherited, region: RegionId, period: PeriodId) -> None:
        self._row = row
        self._over_time = over_time.filled((region, period))

    def maybe(self, column: str) -> float | None:
        """Return a value; None when neither sheet has one."""
        return self._over_time.get(column, self._row).number_in(column)

    def number(self, column: str) -> float:
        """Return a value that has a default."""
        return self.maybe(column) or 0.0


def _region_period(values: _Values) -> RegionPeriod:
    premium, training, types = (values.maybe(column) for column in ("green_premium", "training_cost", "max_chip_types"))
    return RegionPeriod(
        grid_limit_mw=values.maybe("grid_limit_mw"),
        electricity_price_m_per_mwh=values.number("electricity_price") * KWH_PER_MWH / MILLION,
        grid_carbon_t_per_mwh=values.number("grid_carbon"),
        carbon_price_m_per_t=values.number("carbon_price") / MILLION,
        green_premium_m_per_mwh=None if premium is None else premium * KWH_PER_MWH / MILLION,
        opening_cost_m=values.number("opening_cost"),
        hall_module_cost_m=values.number("hall_module_cost"),
        max_hall_modules=int(values.number("max_hall_modules")),
        staff_limit=values.maybe("staff_limit"),
        staff_cost_m_per_person=values.number("staff_cost") / MILLION,
        training_cost_m_per_person=None if training is None else training / MILLION,
        alone_fraction=values.number("alone_fraction"),
        max_chip_types=None if types is None else int(types),
    )
