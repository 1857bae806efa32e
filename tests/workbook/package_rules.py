"""The rules of a spreadsheet file that decide whether Excel opens it as it is, or offers to repair it.

They are those of ECMA-376 part 1 (18.3 worksheets, 18.5 tables, 18.2.5 defined names) and Excel's own limits on names,
drop-downs and messages.
"""

import re
import zipfile
from collections import Counter
from collections.abc import Iterator
from pathlib import Path, PurePosixPath
from xml.etree import ElementTree

from openpyxl.utils.cell import coordinate_to_tuple, range_boundaries

_ORDER = [
    "sheetPr",
    "dimension",
    "sheetViews",
    "sheetFormatPr",
    "cols",
    "sheetData",
    "sheetProtection",
    "autoFilter",
    "mergeCells",
    "conditionalFormatting",
    "dataValidations",
    "hyperlinks",
    "printOptions",
    "pageMargins",
    "pageSetup",
    "headerFooter",
    "drawing",
    "legacyDrawing",
    "tableParts",
]
"""The parts of a worksheet, in the order in which they must stand."""
_TABLE_NAME = re.compile(r"[^\W\d][\w.]{0,254}")
_LIKE_A_CELL = re.compile(r"[A-Z]{1,3}\d+|[RC]\d*|R\d+C\d+", re.IGNORECASE)
_SHEET_IN_FORMULA = re.compile(r"'((?:[^']|'')+)'!|([A-Za-z_]\w*)!")


class Package:
    """The parts of a file, and how they refer to each other."""

    def __init__(self, path: Path) -> None:
        with zipfile.ZipFile(path) as archive:
            self.parts = {name: archive.read(name) for name in archive.namelist()}
        self.xml = {name: ElementTree.fromstring(content) for name, content in self.parts.items() if _is_xml(name)}
        links = self.links("xl/workbook.xml")
        self.sheets = {
            sheet.get("name", ""): links[_attribute(sheet, "id")]
            for sheet in _all(self.xml["xl/workbook.xml"], "sheet")
        }

    def links(self, part: str) -> dict[str, str]:
        """Return the parts that a part refers to inside the file, by the id of the reference."""
        place = PurePosixPath(part)
        relations = self.xml.get(str(place.parent / "_rels" / f"{place.name}.rels"))
        return {
            link.get("Id", ""): _resolved(place.parent, link.get("Target", ""))
            for link in (relations if relations is not None else ())
            if link.get("TargetMode") != "External"
        }


def faults(path: Path) -> list[str]:
    """Return every rule that a file breaks, as sentences."""
    package = Package(path)
    return [fault for rule in _RULES for fault in rule(package)]


def _links_lead_to_parts(package: Package) -> Iterator[str]:
    types = {one.get("PartName", "").lstrip("/") for one in _all(package.xml["[Content_Types].xml"], "Override")}
    endings = {one.get("Extension") for one in _all(package.xml["[Content_Types].xml"], "Default")}
    for part in package.parts:
        for target in package.links(part).values():
            if target not in package.parts:
                yield f"{part} refers to {target}, which is not there"
        if part not in types and part.rpartition(".")[2] not in endings:
            yield f"{part} has no content type"
    yield from (f"the content type of {part} is that of no part" for part in types - set(package.parts))


def _sheet_names_are_allowed(package: Package) -> Iterator[str]:
    for name in package.sheets:
        if not 0 < len(name) <= 31 or re.search(r"[\[\]:*?/\\]", name) or name.strip("'") != name:
            yield f"no sheet may be called '{name}'"
    yield from _repeated("sheet", [name.casefold() for name in package.sheets])


def _parts_of_sheets_are_in_order(package: Package) -> Iterator[str]:
    for name, part in package.sheets.items():
        kinds = [_local(child.tag) for child in package.xml[part]]
        places = [_ORDER.index(kind) if kind in _ORDER else -1 for kind in kinds]
        if -1 in places or places != sorted(places):
            yield f"the parts of the sheet {name} are not in order: {kinds}"


def _cells_are_in_order_and_have_their_format(package: Package) -> Iterator[str]:
    styles = package.xml["xl/styles.xml"]
    formats = len(next(_all(styles, "cellXfs")))
    for name, part in package.sheets.items():
        last = (0, 0)
        for cell in _all(package.xml[part], "c"):
            here = coordinate_to_tuple(cell.get("r", ""))
            if here <= last:
                yield f"{name}!{cell.get('r')} does not follow the cell before it"
            if int(cell.get("s", "0")) >= formats:
                yield f"{name}!{cell.get('r')} has a format that is not there"
            last = here


def _tables_agree_with_their_cells(package: Package) -> Iterator[str]:
    names, numbers = [], []
    for sheet, part in package.sheets.items():
        root, links = package.xml[part], package.links(part)
        cells = {cell.get("r", ""): _text(cell) for cell in _all(root, "c")}
        if any(True for _ in _all(root, "autoFilter")) and any(True for _ in _all(root, "tablePart")):
            yield f"the sheet {sheet} has a filter of its own beside that of its table"
        for link in _all(root, "tablePart"):
            table = package.xml[links[_attribute(link, "id")]]
            name, area = table.get("displayName", ""), table.get("ref", "")
            names.append(name.casefold())
            numbers.append(table.get("id", ""))
            if not _TABLE_NAME.fullmatch(name) or _LIKE_A_CELL.fullmatch(name):
                yield f"no table may be called '{name}'"
            left, top, right, bottom = range_boundaries(area)
            heads = [cells.get(f"{_letter(column)}{top}") for column in range(left, right + 1)]
            columns = [column.get("name", "") for column in _all(table, "tableColumn")]
            if heads != columns:
                yield f"the columns of the table {name} are {columns}, but its header is {heads}"
            if bottom <= top:
                yield f"the table {name} has no row"
            if [one.get("ref") for one in _all(table, "autoFilter")] != [area]:
                yield f"the filter of the table {name} is not over the whole of it"
            yield from _repeated(f"column of the table {name}", [column.casefold() for column in columns])
            yield from _repeated(f"column id of the table {name}", [c.get("id") for c in _all(table, "tableColumn")])
    yield from _repeated("table", names)
    yield from _repeated("table id", numbers)
    defined = [one.get("name", "").casefold() for one in _all(package.xml["xl/workbook.xml"], "definedName")]
    yield from (f"a name and a table are both called {name}" for name in set(defined) & set(names))


def _defined_names_are_valid(package: Package) -> Iterator[str]:
    keys = []
    for one in _all(package.xml["xl/workbook.xml"], "definedName"):
        keys.append((one.get("name", "").casefold(), one.get("localSheetId")))
        if int(one.get("localSheetId", "0")) >= len(package.sheets):
            yield f"the name {one.get('name')} belongs to a sheet that is not there"
        yield from _formula_faults(package, f"the name {one.get('name')}", one.text or "")
    yield from _repeated("name", keys)


def _validations_are_allowed(package: Package) -> Iterator[str]:
    for name, part in package.sheets.items():
        covered: list[tuple[int, int, int, int]] = []
        for rule in _all(package.xml[part], "dataValidation"):
            place = f"the rule of {name}!{rule.get('sqref')}"
            for formula in (one.text or "" for one in rule if _local(one.tag) in ("formula1", "formula2")):
                if len(formula.strip('"')) > 255:
                    yield f"{place} has a list of {len(formula)} characters"
                yield from _formula_faults(package, place, formula)
            if len(rule.get("error", "")) > 225 or len(rule.get("errorTitle", "")) > 32:
                yield f"{place} has a message that is too long"
            for area in (range_boundaries(one) for one in rule.get("sqref", "").split()):
                if any(_meet(area, other) for other in covered):
                    yield f"{place} lies over another"
                covered.append(area)
        for block in _all(package.xml[part], "dataValidations"):
            if block.get("count") != str(len(block)):
                yield f"the sheet {name} counts {block.get('count')} rules, but has {len(block)}"


def _colouring_refers_to_formats(package: Package) -> Iterator[str]:
    formats = next(_all(package.xml["xl/styles.xml"], "dxfs"), ())
    for name, part in package.sheets.items():
        for rule in _all(package.xml[part], "cfRule"):
            if int(rule.get("dxfId", "0")) >= len(formats):
                yield f"a rule of colouring on the sheet {name} has a format that is not there"


def _comments_have_their_boxes(package: Package) -> Iterator[str]:
    for name, part in package.sheets.items():
        comments = [one for target in package.links(part).values() for one in _all(package.xml[target], "comment")]
        drawing = next(_all(package.xml[part], "legacyDrawing"), None)
        if not comments:
            continue
        if drawing is None or _attribute(drawing, "id") not in package.links(part):
            yield f"the comments of the sheet {name} have no drawing"
            continue
        boxes = package.xml[package.links(part)[_attribute(drawing, "id")]]
        places = Counter(
            (int(_one(data, "Row")) + 1, int(_one(data, "Column")) + 1) for data in _all(boxes, "ClientData")
        )
        if places != Counter(coordinate_to_tuple(one.get("ref", "")) for one in comments):
            yield f"the comments of the sheet {name} and their boxes are not in the same cells"


def _links_of_cells_lead_to_sheets(package: Package) -> Iterator[str]:
    for name, part in package.sheets.items():
        for link in _all(package.xml[part], "hyperlink"):
            if location := link.get("location"):
                yield from _formula_faults(package, f"the link in {name}!{link.get('ref')}", location)


_RULES = (
    _links_lead_to_parts,
    _sheet_names_are_allowed,
    _parts_of_sheets_are_in_order,
    _cells_are_in_order_and_have_their_format,
    _tables_agree_with_their_cells,
    _defined_names_are_valid,
    _validations_are_allowed,
    _colouring_refers_to_formats,
    _comments_have_their_boxes,
    _links_of_cells_lead_to_sheets,
)


def _formula_faults(package: Package, what: str, formula: str) -> Iterator[str]:
    if formula.startswith('"'):
        return
    for quoted, bare in _SHEET_IN_FORMULA.findall(formula):
        sheet = quoted.replace("''", "'") or bare
        if sheet not in package.sheets:
            yield f"{what} refers to the sheet '{sheet}', which is not there"
    if "#REF!" in formula:
        yield f"{what} has lost what it refers to"


def _repeated(what: str, names: list[object]) -> Iterator[str]:
    yield from (f"the {what} {name} is there {count} times" for name, count in Counter(names).items() if count > 1)


def _meet(one: tuple[int, int, int, int], other: tuple[int, int, int, int]) -> bool:
    return one[0] <= other[2] and other[0] <= one[2] and one[1] <= other[3] and other[1] <= one[3]


def _is_xml(part: str) -> bool:
    return part.endswith((".xml", ".rels", ".vml"))


def _resolved(folder: PurePosixPath, target: str) -> str:
    parts: list[str] = []
    for step in PurePosixPath("/" if target.startswith("/") else folder, target).parts:
        if step == "..":
            parts.pop()
        elif step != "/":
            parts.append(step)
    return "/".join(parts)


def _all(root: ElementTree.Element, kind: str) -> Iterator[ElementTree.Element]:
    return (element for element in root.iter() if _local(element.tag) == kind)


def _one(root: ElementTree.Element, kind: str) -> str:
    return next(_all(root, kind)).text or ""


def _local(tag: str) -> str:
    return tag.rpartition("}")[2]


def _attribute(element: ElementTree.Element, name: str) -> str:
    return next((value for key, value in element.attrib.items() if _local(key) == name), "")


def _text(cell: ElementTree.Element) -> str | None:
    texts = [one.text or "" for one in _all(cell, "t")]
    return "".join(texts) if cell.get("t") == "inlineStr" else None


def _letter(column: int) -> str:
    letters = ""
    while column:
        column, rest = divmod(column - 1, 26)
        letters = chr(65 + rest) + letters
    return letters
