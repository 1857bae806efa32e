"""What a run was made with: versions of programs, memory, the fingerprint of the input."""

import hashlib
import platform
import sys
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

_PACKAGES = ("compute-planner", "highspy", "pyomo", "networkx", "numpy", "scipy", "pandas", "openpyxl")


def versions() -> dict[str, str]:
    """Return the version of Python, of the system, and of each package that a result may depend on."""
    found = {"python": platform.python_version(), "system": platform.platform()}
    for package in _PACKAGES:
        try:
            found[package] = version(package)
        except PackageNotFoundError:
            found[package] = "not installed"
    return found


def peak_memory_mb() -> float | None:
    """Return the most memory this process has held; None where the system does not tell (Windows)."""
    if sys.platform == "win32":
        return None
    import resource

    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return peak / (1024.0**2 if sys.platform == "darwin" else 1024.0)


def sha256(path: Path) -> str:
    """Return the fingerprint of a file's content."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
