"""The lines of the cost ledger: who pays what for what, when in cash and how it is charged."""

from collections.abc import Mapping
from dataclasses import dataclass

from models.account.lifetimes import charge_by_year, present_value
from models.account.timeline import Moment
from models.costs import CapitalCost, PenaltyCost, RunningCost
from models.ids import ChipId, LinkId, OutcomeId, PartyId, RegionId, WorkloadId
from models.records import Settings


@dataclass(frozen=True)
class CostLine:
    """One cost in one outcome. The lines of all outcomes, weighted by probability, add up to the expected cost."""

    category: CapitalCost | RunningCost | PenaltyCost
    region: RegionId | None
    party: PartyId | None
    link: LinkId | None
    """Without region, link and party the cost is the nation's."""
    chip: ChipId | None
    outcome: OutcomeId
    cash_m: Mapping[int, float]
    """By calendar year, when ordered; penalties are nobody's cash."""
    charge_m: Mapping[int, float]
    """By calendar year: annuities of capital, running costs and penalties as they fall due."""
    present_value_m: float
    """Of the charges."""


@dataclass(frozen=True)
class Owner:
    """Whom a cost line is about."""

    region: RegionId | None = None
    party: PartyId | None = None
    link: LinkId | None = None
    chip: ChipId | None = None


NATION = Owner()


def region_owner(moment: Moment, r: RegionId, chip: ChipId | None = None) -> Owner:
    """Return a region, with its party, as the owner of a cost."""
    return Owner(region=r, party=moment.case.regions[r].party, chip=chip)


def demand_owners(moment: Moment, o: RegionId, w: WorkloadId) -> dict[Owner, float]:
    """Return who has demand of a kind in a region, with the share of each; the region's own party comes first."""
    others = moment.case.party_fraction.get((o, w, moment.period.id), {})
    owners = {region_owner(moment, o): max(0.0, 1.0 - sum(others.values()))}
    return owners | {Owner(region=o, party=party): fraction for party, fraction in others.items()}


def link_owner(moment: Moment, l_: LinkId) -> Owner:
    """Return a link, with its party, as the owner of a cost."""
    return Owner(link=l_, party=moment.case.links[l_].party)


@dataclass(frozen=True)
class Clerk:
    """Writes cost lines: knows the settings and the end of the horizon."""

    settings: Settings
    end_year: int

    def capital(
        self,
        category: CapitalCost,
        moment: Moment,
        owner: Owner,
        cost_m: float,
        start_year: int | None,
        life_years: float,
    ) -> CostLine:
        """Return the line of an asset ordered at `moment`: cash then, annuities from its start."""
        charges: dict[int, float] = {}
        if start_year is not None:
            charges = charge_by_year(cost_m, start_year, life_years, self.end_year, self.settings.discount_rate)
        return self._line(category, moment, owner, {moment.period.first_year: cost_m}, charges)

    def one_off(self, category: CapitalCost, moment: Moment, owner: Owner, cost_m: float) -> CostLine:
        """Return the line of a cost without an asset, spread over the life that the settings give it."""
        start, life = moment.period.first_year, self.settings.one_off_life_years
        return self.capital(category, moment, owner, cost_m, start, life)

    def running(self, category: RunningCost, moment: Moment, owner: Owner, yearly_m: float) -> CostLine:
        """Return the line of a cost that recurs in each year of the period."""
        by_year = dict.fromkeys(moment.period.calendar_years, yearly_m)
        return self._line(category, moment, owner, by_year, by_year)

    def penalty(
        self, category: PenaltyCost, moment: Moment, owner: Owner, amount_m: float, *, once: bool = False
    ) -> CostLine:
        """Return the line of a penalty: in each year of the period, or once in its first year."""
        years = (moment.period.first_year,) if once else tuple(moment.period.calendar_years)
        return self._line(category, moment, owner, {}, dict.fromkeys(years, amount_m))

    def _line(
        self,
        category: CapitalCost | RunningCost | PenaltyCost,
        moment: Moment,
        owner: Owner,
        cash_m: Mapping[int, float],
        charge_m: Mapping[int, float],
    ) -> CostLine:
        return CostLine(
            category,
            owner.region,
            owner.party,
            owner.link,
            owner.chip,
            moment.outcome,
            cash_m,
            charge_m,
            present_value(self.settings, charge_m),
        )
