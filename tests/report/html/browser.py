"""A browser without a window, that says what it fetched and what it complained of."""

import json
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from selenium import webdriver
from selenium.webdriver.chrome.service import Service
from selenium.webdriver.remote.webdriver import WebDriver

BROWSERS, DRIVERS = ("chromium", "chromium-browser", "google-chrome"), ("chromedriver",)
HEIGHT = 900
ARGUMENTS = (
    "--headless=new",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-dev-shm-usage",
    "--hide-scrollbars",
    # What moves smoothly is not yet where it is asked for.
    "--force-prefers-reduced-motion",
)


@dataclass(frozen=True)
class Window:
    """A page in a browser."""

    driver: WebDriver

    def run(self, script: str, *arguments: object) -> Any:
        """Return what JavaScript returns on the page."""
        return self.driver.execute_script(script, *arguments)

    def resize(self, width: int) -> None:
        """Give the page a width in pixels, and let it draw itself again."""
        size = {"width": width, "height": HEIGHT, "deviceScaleFactor": 1, "mobile": False}
        self.driver.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", size)
        self.driver.execute_async_script(
            "const done = arguments[0]; requestAnimationFrame(() => requestAnimationFrame(() => done()));"
        )

    def complaints(self) -> list[str]:
        """Return the errors and warnings of the console."""
        return [entry["message"] for entry in self.driver.get_log("browser")]

    def asked_for(self) -> list[str]:
        """Return the addresses asked for since the last call, but for what is written out in the page itself."""
        events = [json.loads(entry["message"])["message"] for entry in self.driver.get_log("performance")]
        asked = [e["params"]["request"]["url"] for e in events if e["method"] == "Network.requestWillBeSent"]
        return [address for address in asked if not address.startswith(("data:", "blob:"))]


@contextmanager
def window(page: Path, width: int = 1366) -> Iterator[Window]:
    """Open a page; where there is no browser the test fails and says which programs it needs."""
    browser, driver = _found(BROWSERS), _found(DRIVERS)
    if browser is None or driver is None:
        pytest.fail(f"this test needs a browser: install {' or '.join(BROWSERS)}, and chromedriver")
    options = webdriver.ChromeOptions()
    options.binary_location = browser
    for argument in ARGUMENTS:
        options.add_argument(argument)
    options.set_capability("goog:loggingPrefs", {"browser": "ALL", "performance": "ALL"})
    chrome = webdriver.Chrome(options=options, service=Service(executable_path=driver))
    try:
        opened = Window(chrome)
        opened.resize(width)
        chrome.get(page.as_uri())
        yield opened
    finally:
        chrome.quit()


def _found(names: tuple[str, ...]) -> str | None:
    return next((path for path in map(shutil.which, names) if path is not None), None)
