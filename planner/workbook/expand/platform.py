"""From the sheet PlatformTiers to the tiers of the common platform."""

from collections.abc import Mapping

from models.ids import PartyId, PeriodId, TierId
from models.records import Tier
from planner.workbook.expand.book import Book


def tiers_of(book: Book) -> Mapping[TierId, Tier]:
    """Return the tiers in rank order."""
    rows = sorted(book.rows("PlatformTiers"), key=lambda row: row.number_in("rank") or 0.0)
    return {
        (tier := TierId(row.text("tier"))): Tier(
            tier,
            int(row.number_in("rank") or 0),
            joining_cost_m=row.number_in("joining_cost") or 0.0,
            yearly_fee_m=row.number_in("yearly_fee") or 0.0,
            national_cost_m=row.number_in("national_cost") or 0.0,
            pooled_fraction=row.number_in("pooled_fraction") or 0.0,
            loss_fraction=row.number_in("loss_fraction") or 0.0,
            available_from=PeriodId(row.text("available_from")) if row.text("available_from") else None,
            party=PartyId(row.text("party")) if row.text("party") else None,
        )
        for row in rows
    }
