"""How plan.xlsx looks: its fonts by language, its fills, and colours that colour-blind readers can tell apart."""

from dataclasses import dataclass

from openpyxl.styles import Alignment, Border, Font, PatternFill, Side

from planner.report.table import Tone
from planner.report.words import Words
from planner.workbook.style import ACCENT, INK, LINE, MUTED, PAPER

SERIES_COLOURS = ("0072B2", "E69F00", "009E73", "CC79A7", "56B4E9", "D55E00", "F0E442", "999999")
"""The palette of M. Okabe and K. Ito, "Color universal design" (2002), with grey for its black."""
HEAT = ("FFFFFF", "7FB2E5")
"""From the smallest number to the largest; the darker one still lets black text be read."""
TONES: dict[Tone, str] = {"good": "DDEFE3", "watch": "FFF2CC", "bad": "FBD9CC"}

RIGHT = Alignment(horizontal="right", vertical="center")
WRAPPED = Alignment(wrap_text=True, vertical="center")
WRAPPED_TOP = Alignment(wrap_text=True, vertical="top")
INDENTED = Alignment(horizontal="left", vertical="center", indent=1)
MIDDLE = Alignment(vertical="center")
ROW_LINE = Border(bottom=Side(style="hair", color=LINE))
TOTAL_LINE = Border(top=Side(style="thin", color=ACCENT))


def fill(colour: str) -> PatternFill:
    """Return a plain fill."""
    return PatternFill("solid", start_color=colour, end_color=colour)


HEAD_FILL, GROUP_FILL, ALARM_FILL = fill(ACCENT), fill("2E75B6"), fill(TONES["bad"])


@dataclass(frozen=True)
class Look:
    """The fonts of one language."""

    name: str
    title: Font
    heading: Font
    head: Font
    body: Font
    strong: Font
    quiet: Font


def look_of(words: Words) -> Look:
    """Return the fonts that show a language well."""
    name = "Microsoft YaHei" if words.language == "zh" else "Calibri"
    return Look(
        name=name,
        title=Font(name=name, size=16, bold=True, color=ACCENT),
        heading=Font(name=name, size=11, bold=True, color=ACCENT),
        head=Font(name=name, size=9, bold=True, color=PAPER),
        body=Font(name=name, size=10, color=INK),
        strong=Font(name=name, size=10, bold=True, color=INK),
        quiet=Font(name=name, size=9, color=MUTED),
    )
