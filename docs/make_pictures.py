"""Makes the pictures of the README from a run of the national sample: the map of its page, and its workbook.

    python docs/make_pictures.py RUN

RUN is a run folder, such as `planner solve inputs/national.xlsx` leaves. Chromium with chromedriver, LibreOffice and
poppler's tools must be there, and selenium from the development tools.
"""

import base64
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from selenium import webdriver
from selenium.webdriver.chrome.service import Service

PICTURES = Path(__file__).parent / "pictures"
WIDTH = 1180
SHEETS = ("Summary", "Costs")
"""Sheets of which the first page is shown, side by side."""
BESIDE = """
<!DOCTYPE html><body style="margin:0;padding:12px;display:flex;gap:12px;background:#e4e8ec;width:max-content">{images}
"""
SHEET = '<img style="height:760px;background:#fff" src="data:image/png;base64,{data}">'


def main(run: Path) -> None:
    """Make both pictures."""
    PICTURES.mkdir(exist_ok=True)
    with browser() as driver:
        driver.get((run / "report.html").resolve().as_uri())
        driver.execute_script("document.querySelector('#map-section .controls').remove()")
        save(picture(driver, "#map-section .drawing", scale=1.2), "map.png")
        with TemporaryDirectory() as folder:
            page = Path(folder) / "sheets.html"
            images = (SHEET.format(data=base64.b64encode(sheet).decode()) for sheet in sheets(run, Path(folder)))
            page.write_text(BESIDE.format(images="".join(images)), encoding="utf-8")
            driver.get(page.as_uri())
            save(picture(driver, "body", scale=0.8), "workbook.png")


@contextmanager
def browser() -> Iterator[webdriver.Chrome]:
    """Open a browser without a window."""
    options = webdriver.ChromeOptions()
    options.binary_location = program("chromium")
    for argument in ("--headless=new", "--no-sandbox", "--hide-scrollbars", f"--window-size={WIDTH},900"):
        options.add_argument(argument)
    driver = webdriver.Chrome(options=options, service=Service(executable_path=program("chromedriver")))
    try:
        yield driver
    finally:
        driver.quit()


def program(name: str) -> str:
    """Return the path of a program that must be there."""
    path = shutil.which(name)
    if path is None:
        sys.exit(f"{name} is needed to make the pictures, and is not installed")
    return path


def picture(driver: webdriver.Chrome, element: str, scale: float) -> bytes:
    """Return a picture of one element, in so many dots for each of its pixels."""
    box: dict[str, Any] = driver.execute_script(
        "const b = document.querySelector(arguments[0]).getBoundingClientRect();"
        "return {x: b.left + scrollX, y: b.top + scrollY, width: b.width, height: b.height};",
        element,
    )
    shot = {"captureBeyondViewport": True, "clip": {**box, "scale": scale}}
    return base64.b64decode(driver.execute_cdp_cmd("Page.captureScreenshot", shot)["data"])


def sheets(run: Path, folder: Path) -> list[bytes]:
    """Return pages of plan.xlsx as LibreOffice prints them."""
    profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    convert = [program("soffice"), profile, "--headless", "--convert-to", "pdf", "--outdir", str(folder)]
    subprocess.run([*convert, str(run / "plan.xlsx")], check=True, capture_output=True)
    book = str(folder / "plan.pdf")
    written = subprocess.run([program("pdftotext"), "-layout", book, "-"], check=True, capture_output=True, text=True)
    pages = written.stdout.split("\f")
    found = []
    for sheet in SHEETS:
        # The footer of each page begins with the name of its sheet.
        number = str(1 + next(i for i, page in enumerate(pages) if re.search(rf"^ *{sheet} .*\bPage\b", page, re.M)))
        cut = [program("pdftoppm"), "-png", "-r", "80", "-singlefile", "-f", number, "-l", number]
        subprocess.run([*cut, book, str(folder / sheet)], check=True)
        found.append((folder / f"{sheet}.png").read_bytes())
    return found


def save(content: bytes, name: str) -> None:
    """Write a picture and say so."""
    path = PICTURES / name
    path.write_bytes(content)
    print(f"{path}: {len(content) / 1000:.0f} kB")


if __name__ == "__main__":
    if len(sys.argv) != 2:
        sys.exit(__doc__)
    main(Path(sys.argv[1]))
