"""What a run was made with: versions of programs, the fingerprint of the input."""

import hashlib
import platform
from contextlib import suppress
from importlib.metadata import PackageNotFoundError, version

_PACKAGES = ("compute-planner", "highspy", "pyomo", "networkx", "numpy", "scipy", "pandas", "openpyxl", "plotly")


def versions() -> dict[str, str]:
    """Return the version of Python, of the system, and of each package that a result may depend on."""
    found = {"python": platform.python_version(), "system": platform.platform()}
    for package in _PACKAGES:
        # A checkout that is not installed has no version of its own.
        with suppress(PackageNotFoundError):
            found[package] = version(package)
    return found


def fingerprint(content: bytes) -> str:
    """Return the SHA-256 of a file's content."""
    return hashlib.sha256(content).hexdigest()
