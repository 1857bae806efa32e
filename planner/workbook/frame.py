"""What all sheets of a workbook that is written share: language, currency, periods, and where its lists stand."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from openpyxl.utils import get_column_letter
from openpyxl.utils.cell import quote_sheetname

from planner.report.words import Language
from planner.workbook.schema import OVERVIEW, OVERVIEW_ZH, SHEETS, Sheet
from planner.workbook.wording import tab_of

FIRST_ROW = 3
"""Below the two header rows."""
LAST_ROW = 2000
"""Drop-downs and references reach this far, or to the last row when there are more."""


@dataclass(frozen=True)
class Frame:
    """What the sheets of one workbook share."""

    language: Language
    currency: str
    periods: Sequence[str]
    last_rows: Mapping[str, int]
    """The last row of data of each sheet that is written."""
    tabs_listed: tuple[int, int]
    """First and last row of the list of sheets on the overview."""

    @property
    def overview(self) -> str:
        """The tab of the overview."""
        return OVERVIEW_ZH if self.language == "zh" else OVERVIEW

    def tab(self, sheet: Sheet) -> str:
        """Return the tab of a sheet."""
        return tab_of(sheet, self.language)

    def reach(self, sheet: Sheet) -> int:
        """Return the last row for which drop-downs are made."""
        return max(LAST_ROW, self.last_rows.get(sheet.name, 0))

    def cells_of(self, sheet: str, column: str | None = None) -> str | None:
        """Return the cells that hold a column of a sheet, its first unless named; None when the sheet is left out."""
        if sheet not in self.last_rows:
            return None
        names = [one.name for one in SHEETS[sheet].columns]
        letter = get_column_letter(1 + (names.index(column) if column is not None else 0))
        return f"{quote_sheetname(self.tab(SHEETS[sheet]))}!${letter}${FIRST_ROW}:${letter}${self.reach(SHEETS[sheet])}"

    def cells_of_tabs(self) -> str:
        """Return the cells of the overview that name the sheets."""
        first, last = self.tabs_listed
        return f"{quote_sheetname(self.overview)}!$B${first}:$B${last}"
