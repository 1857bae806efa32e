"""Written workbooks open without repair: by the rules of the format, and through LibreOffice and back."""

import os
import re
import subprocess
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Literal

import openpyxl
import pytest
from openpyxl.worksheet.worksheet import Worksheet

from planner.workbook.annotate import write_annotated
from planner.workbook.examples import write_example
from planner.workbook.problems import Problem
from planner.workbook.reader import check_workbook
from planner.workbook.template import write_template
from tests.programs import LIBREOFFICE
from tests.workbook.package_rules import faults

Language = Literal["en", "zh"]
LANGUAGES: tuple[Language, ...] = ("en", "zh")


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_blank_workbook_breaks_no_rule(tmp_path: Path, language: Language) -> None:
    write_template(tmp_path / "blank.xlsx", language=language)
    assert faults(tmp_path / "blank.xlsx") == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_small_example_breaks_no_rule(tmp_path: Path, language: Language) -> None:
    write_example("three-regions", tmp_path / "small.xlsx", language)
    assert faults(tmp_path / "small.xlsx") == []


@pytest.mark.slow
@pytest.mark.parametrize("language", LANGUAGES)
def test_the_national_example_breaks_no_rule(tmp_path: Path, language: Language) -> None:
    write_example("national", tmp_path / "national.xlsx", language)
    assert faults(tmp_path / "national.xlsx") == []


def test_a_copy_with_its_problems_marked_breaks_no_rule(tmp_path: Path) -> None:
    write_example("three-regions", tmp_path / "small.xlsx", "zh")
    problem = Problem("Regions", "B3:B5", "an example", "warning")
    write_annotated(tmp_path / "small.xlsx", tmp_path / "marked.xlsx", [problem])
    assert faults(tmp_path / "marked.xlsx") == []


@pytest.mark.parametrize(
    ("part", "change", "fault"),
    [
        (
            "xl/tables/table2.xml",
            lambda xml: xml.replace('displayName="Periods"', 'displayName="Settings"'),
            "the table settings",
        ),
        ("xl/tables/table2.xml", lambda xml: xml.replace('id="2"', 'id="1"', 1), "the table id 1 is there 2 times"),
        ("xl/tables/table2.xml", lambda xml: xml.replace('name="Years', 'name="Jahre'), "but its header is"),
        ("xl/worksheets/sheet3.xml", lambda xml: xml.replace("yes,no", "yes,no" * 50), "a list of 302 characters"),
        ("xl/worksheets/sheet5.xml", lambda xml: xml.replace("'PlatformTiers'!", "'Tiers'!"), "the sheet 'Tiers'"),
        ("xl/worksheets/sheet3.xml", lambda xml: re.sub("<legacyDrawing[^>]*>", "", xml), "have no drawing"),
        ("xl/workbook.xml", lambda xml: xml.replace('name="Periods"', f'name="{"P" * 32}"'), "no sheet may be called"),
        ("xl/worksheets/sheet3.xml", lambda xml: xml.replace('r="B3"', 'r="D3"'), "does not follow the cell before"),
        ("[Content_Types].xml", lambda xml: xml.replace("/tables/table1.xml", "/tables/t.xml"), "is that of no part"),
    ],
)
def test_a_broken_workbook_is_noticed(tmp_path: Path, part: str, change: Callable[[str], str], fault: str) -> None:
    path = tmp_path / "blank.xlsx"
    write_template(path)
    with zipfile.ZipFile(path) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    changed = change(parts[part].decode())
    assert changed != parts[part].decode()
    parts[part] = changed.encode()
    with zipfile.ZipFile(path, "w") as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    assert any(fault in one for one in faults(path))


@pytest.mark.slow
def test_workbooks_go_through_libreoffice_and_back(tmp_path: Path) -> None:
    if LIBREOFFICE is None:
        return  # the head of the test report says so
    names = []
    for language in LANGUAGES:
        write_template(tmp_path / f"blank-{language}.xlsx", language=language)
        write_example("three-regions", tmp_path / f"small-{language}.xlsx", language)
        names += [f"blank-{language}.xlsx", f"small-{language}.xlsx"]
    _convert(LIBREOFFICE, tmp_path, names)
    for name in names:
        ours, theirs = (openpyxl.load_workbook(folder / name) for folder in (tmp_path, tmp_path / "back"))
        assert theirs.sheetnames == ours.sheetnames
        for sheet in ours.sheetnames:
            assert _content(theirs[sheet]) == _content(ours[sheet])
        said, said_back = (check_workbook(folder / name) for folder in (tmp_path, tmp_path / "back"))
        assert said_back == said


def _convert(program: str, folder: Path, names: list[str]) -> None:
    profile = (folder / "profile").as_uri()
    command = [program, f"-env:UserInstallation={profile}", "--headless", "--convert-to", "xlsx", "--outdir", "back"]
    environment = {**os.environ, "HOME": str(folder)}
    subprocess.run([*command, *names], cwd=folder, env=environment, check=True, capture_output=True, timeout=300)


def _content(sheet: Worksheet) -> dict[str, object]:
    """Return what a sheet holds and allows, as far as LibreOffice keeps it.

    It shortens rules that reach far below the last row, takes needless quotes away and writes FALSE as 0.
    """
    cells = [cell for row in sheet.iter_rows() for cell in row]
    return {
        "values": {cell.coordinate: cell.value for cell in cells if cell.value is not None},
        "comments": {cell.coordinate: cell.comment.text for cell in cells if cell.comment is not None},
        "tables": {one.name: (one.ref, [c.name for c in one.tableColumns]) for one in sheet.tables.values()},
        "links": {cell.coordinate: cell.hyperlink.location for cell in cells if cell.hyperlink is not None},
        "rules": sorted(
            (
                str(area).partition(":")[0],
                rule.type,
                str(rule.formula1).replace("FALSE", "0").replace("'", ""),
                bool(rule.showErrorMessage),
                str(rule.error),
            )
            for rule in sheet.data_validations.dataValidation
            for area in rule.sqref.ranges
        ),
    }
