"""The tables of one scenario, with the names in them and their inheritance worked out once."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property

from models.ids import PartyId, PeriodId, RegionId
from planner.workbook.inherit import ALL, GROUP, ITSELF, Inherited, Key, Reach
from planner.workbook.schema import SHEETS, Column
from planner.workbook.tables import Row, Tables

ONLY_SLICE = "year"
"""The one slice of a workbook without the sheet Slices."""

_NO_VALUE = ("active", "note")


@dataclass(frozen=True)
class Book:
    """The tables of one scenario and what follows from them alone."""

    tables: Tables
    _inherited: dict[str, Inherited] = field(default_factory=dict, init=False, repr=False, compare=False)

    def rows(self, sheet: str) -> tuple[Row, ...]:
        """Return the active rows of a sheet."""
        return self.tables.get(sheet, ())

    def tab(self, sheet: str) -> str:
        """Return what the workbook calls a sheet."""
        return self.tables.tab(sheet)

    @cached_property
    def _names(self) -> dict[str, tuple[str, ...]]:
        names = {}
        for sheet in SHEETS.values():
            first = sheet.columns[0].name
            names[sheet.name] = tuple(dict.fromkeys(text for row in self.rows(sheet.name) if (text := row.text(first))))
        names["Slices"] = names["Slices"] or (ONLY_SLICE,)
        return names

    @cached_property
    def _known(self) -> dict[str, frozenset[str]]:
        return {sheet: frozenset(names) for sheet, names in self._names.items()}

    def names(self, sheet: str) -> tuple[str, ...]:
        """Return what the first column of a sheet names, in the order of the workbook."""
        return self._names[sheet]

    @cached_property
    def regions(self) -> tuple[RegionId, ...]:
        """The regions in the order of the workbook."""
        return tuple(RegionId(name) for name in self.names("Regions"))

    @cached_property
    def groups(self) -> Mapping[str, tuple[RegionId, ...]]:
        """The members of each group of regions that are regions, in the order of the workbook."""
        known = set(self.regions)
        members: dict[str, dict[RegionId, None]] = {}
        for row in self.rows("Groups"):
            group = members.setdefault(row.text("group"), {})
            if (region := RegionId(row.text("region"))) in known:
                group[region] = None
        return {group: tuple(found) for group, found in members.items()}

    @cached_property
    def periods(self) -> tuple[PeriodId, ...]:
        """The periods in the order of the workbook."""
        return tuple(PeriodId(name) for name in self.names("Periods"))

    @cached_property
    def first_years(self) -> Mapping[str, int]:
        """The first calendar year of each period."""
        rows = {row.text("period"): row.number_in("first_year") for row in self.rows("Periods")}
        return {period: int(year) for period, year in rows.items() if year is not None}

    @cached_property
    def party_of(self) -> Mapping[RegionId, PartyId | None]:
        """The party of each region; None: it stands for itself."""
        return {
            RegionId(row.text("region")): PartyId(row.text("party")) if row.text("party") else None
            for row in self.rows("Regions")
        }

    @cached_property
    def parties(self) -> tuple[PartyId, ...]:
        """The parties that own regions or links, in the order of the workbook."""
        owners = (row.text("party") for sheet in ("Regions", "Links") for row in self.rows(sheet))
        return tuple(PartyId(name) for name in dict.fromkeys(owners) if name)

    @cached_property
    def owners(self) -> tuple[str, ...]:
        """The parties, and the regions without one, which stand for themselves."""
        return (*self.parties, *(region for region, party in self.party_of.items() if party is None))

    def regions_of(self, party: PartyId) -> tuple[RegionId, ...]:
        """Return the regions that a party owns."""
        return tuple(region for region in self.regions if self.party_of[region] == party)

    def reach(self, column: Column, text: str) -> Reach | None:
        """Return what the cell of a key column stands for; None when it names nothing known."""
        if column.refers_to is None:
            return Reach((text,), ITSELF)
        if not text and column.required:
            return None
        names = self.names(column.refers_to)
        if text in ("*", ""):
            return Reach(names, ALL) if column.allows_group or column.allows_all else None
        if text in self._known[column.refers_to]:
            return Reach((text,), ITSELF)
        if column.allows_group and text in self.groups:
            return Reach(self.groups[text], GROUP)
        return None

    @cached_property
    def demand(self) -> Inherited:
        """What the sheet Demand says of each region, party and workload; a blank party is the region's own.

        A region without a party is its own: one that names it says the same as a blank.
        """

        def own_party(key: Key) -> Key:
            region, party, workload = key
            own = self.party_of.get(RegionId(region)) or ""
            return region, own if party in ("", own or region) else party, workload

        return Inherited(self.rows("Demand"), SHEETS["Demand"].keys, self.periods, self.reach, own_party)

    def inherited(self, sheet: str) -> Inherited:
        """Return what a sheet says about each of its keys, after inheritance."""
        if sheet not in self._inherited:
            keys = SHEETS[sheet].keys
            taken = {column.name for column in keys} | set(_NO_VALUE)
            columns = [column.name for column in SHEETS[sheet].columns if column.name not in taken]
            if SHEETS[sheet].period_columns is not None:
                columns += self.periods
            self._inherited[sheet] = Inherited(self.rows(sheet), keys, columns, self.reach)
        return self._inherited[sheet]
