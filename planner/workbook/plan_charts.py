"""Draws the charts of plan.xlsx as native ones, whose numbers are the cells of the tables."""

from openpyxl.chart import BarChart, LineChart, ScatterChart
from openpyxl.chart.axis import ChartLines
from openpyxl.chart.data_source import AxDataSource, NumDataSource, NumRef, StrRef
from openpyxl.chart.label import DataLabelList
from openpyxl.chart.legend import Legend
from openpyxl.chart.marker import Marker
from openpyxl.chart.series import Series, SeriesLabel, XYSeries
from openpyxl.chart.shapes import GraphicalProperties
from openpyxl.chart.text import RichText, Text
from openpyxl.chart.title import Title
from openpyxl.drawing.line import LineProperties
from openpyxl.drawing.spreadsheet_drawing import AnchorMarker, OneCellAnchor
from openpyxl.drawing.text import CharacterProperties, Font, Paragraph, ParagraphProperties, RegularTextRun
from openpyxl.drawing.xdr import XDRPositiveSize2D
from openpyxl.utils import get_column_letter, quote_sheetname
from openpyxl.worksheet.worksheet import Worksheet

from planner.report.chart import Chart, Kind
from planner.workbook.plan_block import Canvas, Placed
from planner.workbook.plan_look import SERIES_COLOURS
from planner.workbook.plan_numbers import decimals
from planner.workbook.style import INK, LINE, MUTED

Drawing = BarChart | LineChart | ScatterChart

CM_PER_CHARACTER = 0.1852
"""Width of a character of a column: 7 pixels of 1/96 inch."""
EMU_PER_CM = 360_000
HEIGHT_CM, BAR_CM = 7.2, 0.46
"""Height of a chart, and what each lying bar needs."""
GAP_CM = 0.3
BELOW_THE_BREAK = 25_400
"""Two points from the edge of its row, so that no line of the frame prints on the page before."""
ROOM_FOR_NUMBERS = 1.25
"""Length of the axis, with the longest bar as 1, so that the number behind it is within the frame."""


def chart_height_cm(chart: Chart) -> float:
    """Return how high a chart must be for its names to be read."""
    if chart.kind != "bars":
        return HEIGHT_CM
    return max(HEIGHT_CM, 1.8 + BAR_CM * len(chart.rows))


def draw(
    canvas: Canvas, chart: Chart, placed: Placed, row: int, left_cm: float, width_cm: float, height_cm: float
) -> None:
    """Put a chart of a table on its sheet, its upper edge at a row."""
    largest = max((number for _, numbers in chart.series(placed.block) for number in numbers.values()), default=0.0)
    drawing = _drawing(chart, decimals(largest, whole=False), largest)
    sheet = canvas.sheet
    for number, series in enumerate(_series(sheet, chart, placed)):
        _colour(series, SERIES_COLOURS[number % len(SERIES_COLOURS)], chart.kind)
        drawing.series.append(series)
    drawing.title = _title(_with_unit(canvas, chart.title, chart.unit), canvas.look.name)
    drawing.title.overlay = False
    if chart.kind == "curve":
        _name_lower_axis(drawing, canvas, chart, placed)
    if len(drawing.series) > 1:
        drawing.legend = Legend(legendPos="b", txPr=_text(canvas, 900))
    else:
        drawing.legend = None
    for axis in (drawing.x_axis, drawing.y_axis):
        axis.txPr = _text(canvas, 900)
    column, offset_cm = _column_at(canvas.widths, left_cm)
    marker = AnchorMarker(col=column, colOff=int(offset_cm * EMU_PER_CM), row=row - 1, rowOff=BELOW_THE_BREAK)
    size = XDRPositiveSize2D(int(width_cm * EMU_PER_CM), int(height_cm * EMU_PER_CM))
    # The stubs know an anchor only as the name of a cell.
    drawing.anchor = OneCellAnchor(_from=marker, ext=size)  # type: ignore[assignment]
    sheet.add_chart(drawing)


def _name_lower_axis(drawing: Drawing, canvas: Canvas, chart: Chart, placed: Placed) -> None:
    """Write what the lower axis of a curve counts, in the format of its column."""
    column = placed.block.columns[chart.name]
    drawing.x_axis.title = _title(_with_unit(canvas, column.title, column.unit), canvas.look.name, size=900)
    drawing.x_axis.title.overlay = False
    drawing.x_axis.number_format = "0%" if column.format == "share" else "#,##0.###"
    drawing.x_axis.majorGridlines = None
    (drawn,) = {placed.block.columns[place].format for place in chart.columns}
    if drawn == "share":
        drawing.y_axis.number_format = "0%"


def _with_unit(canvas: Canvas, title: str, unit: str) -> str:
    return canvas.words("{title} ({unit})", title=title, unit=unit) if unit else title


def _drawing(chart: Chart, form: str, largest: float) -> Drawing:
    """Return an empty chart of its kind with plain axes for numbers of a format up to the largest."""
    drawing: Drawing
    if chart.kind == "lines":
        drawing = LineChart()
    elif chart.kind == "curve":
        drawing = ScatterChart(scatterStyle="lineMarker")
    else:
        drawing = BarChart()
        drawing.type = "bar" if chart.kind == "bars" else "col"
        drawing.gapWidth = 45
        if chart.kind == "stacked":
            drawing.grouping, drawing.overlap = "stacked", 100
        if chart.kind == "bars":
            # Excel draws the first bar at the bottom; a table is read from the top.
            drawing.x_axis.scaling.orientation = "maxMin"
            drawing.dataLabels = DataLabelList(showVal=True, showSerName=False, showCatName=False, showLegendKey=False)
            drawing.dataLabels.numFmt = form
            drawing.y_axis.scaling.max = ROOM_FOR_NUMBERS * largest if largest > 0 else None
    drawing.roundedCorners = False
    drawing.x_axis.delete = False
    drawing.y_axis.delete = chart.kind == "bars"
    drawing.y_axis.number_format = "#,##0" if largest >= 10 else "General"
    drawing.y_axis.majorTickMark = "none"
    drawing.x_axis.number_format, drawing.x_axis.majorTickMark = "@", "none"
    grid = GraphicalProperties(ln=LineProperties(solidFill=LINE, w=6350))
    drawing.y_axis.majorGridlines = None if chart.kind == "bars" else ChartLines(spPr=grid)
    drawing.y_axis.spPr = GraphicalProperties(ln=LineProperties(noFill=True))
    drawing.x_axis.spPr = GraphicalProperties(ln=LineProperties(solidFill=MUTED, w=6350))
    drawing.graphical_properties = GraphicalProperties(ln=LineProperties(solidFill=LINE, w=6350))
    return drawing


def _series(sheet: Worksheet, chart: Chart, placed: Placed) -> list[Series | XYSeries]:
    """Return the series of a chart, each with references to the cells of its name, numbers and categories."""
    first_row = placed.head + 1
    rows = (first_row + min(chart.rows), first_row + max(chart.rows))
    columns = (min(chart.columns) + 1, max(chart.columns) + 1)
    name = chart.name + 1
    found = []
    if chart.by == "row":
        heads = _range(sheet, placed.head, columns[0], placed.head, columns[1])
        for place in chart.rows:
            row = first_row + place
            numbers = _range(sheet, row, columns[0], row, columns[1])
            found.append((_range(sheet, row, name, row, name), numbers, heads))
    else:
        names = _range(sheet, rows[0], name, rows[1], name)
        for column in (place + 1 for place in chart.columns):
            head = _range(sheet, placed.head, column, placed.head, column)
            found.append((head, _range(sheet, rows[0], column, rows[1], column), names))
    if chart.kind == "curve":
        return [
            XYSeries(
                idx=number,
                order=number,
                tx=SeriesLabel(strRef=StrRef(f=head)),
                xVal=AxDataSource(numRef=NumRef(f=places)),
                yVal=NumDataSource(numRef=NumRef(f=numbers)),
            )
            for number, (head, numbers, places) in enumerate(found)
        ]
    return [
        Series(
            idx=number,
            order=number,
            tx=SeriesLabel(strRef=StrRef(f=head)),
            cat=AxDataSource(strRef=StrRef(f=categories)),
            val=NumDataSource(numRef=NumRef(f=numbers)),
        )
        for number, (head, numbers, categories) in enumerate(found)
    ]


def _range(sheet: Worksheet, row: int, column: int, last_row: int, last_column: int) -> str:
    first, last = f"${get_column_letter(column)}${row}", f"${get_column_letter(last_column)}${last_row}"
    cells = first if first == last else f"{first}:{last}"
    return f"{quote_sheetname(sheet.title)}!{cells}"


def _colour(series: Series | XYSeries, colour: str, kind: Kind) -> None:
    if kind in ("lines", "curve"):
        series.graphicalProperties = GraphicalProperties(ln=LineProperties(solidFill=colour, w=28575))
        series.smooth = False
        if kind == "curve":
            dot = GraphicalProperties(solidFill=colour, ln=LineProperties(solidFill=colour))
            series.marker = Marker(symbol="circle", size=8, spPr=dot)
    else:
        series.graphicalProperties = GraphicalProperties(solidFill=colour, ln=LineProperties(noFill=True))


def _title(text: str, font: str, *, size: int = 1050) -> Title:
    look = CharacterProperties(sz=size, b=size > 1000, solidFill=INK, latin=Font(typeface=font), ea=Font(typeface=font))
    run = RegularTextRun(rPr=look, t=text)
    title = Title()
    title.tx = Text(rich=RichText(p=[Paragraph(pPr=ParagraphProperties(defRPr=look), r=[run])]))
    return title


def _text(canvas: Canvas, size: int) -> RichText:
    name = canvas.look.name
    look = CharacterProperties(sz=size, solidFill=INK, latin=Font(typeface=name), ea=Font(typeface=name))
    return RichText(p=[Paragraph(pPr=ParagraphProperties(defRPr=look), endParaRPr=look)])


def _column_at(widths: dict[int, float], left_cm: float) -> tuple[int, float]:
    """Return the column, from 0, in which a place lies, and how far into it."""
    column, left = 0, left_cm
    while left >= (width := widths.get(column + 1, 8.43) * CM_PER_CHARACTER):
        left -= width
        column += 1
    return column, left
