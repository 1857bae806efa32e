"""The planner around the mathematics: workbooks, solving, reports, the command line."""

import sys
from importlib import import_module
from pathlib import Path
from types import ModuleType
from typing import TYPE_CHECKING, Any

import models

if TYPE_CHECKING:
    from planner.solve import solve
    from planner.workbook.reader import read_workbook

__all__ = ["read_workbook", "solve"]

_HOMES = {"read_workbook": "planner.workbook.reader", "solve": "planner.solve"}
"""Loaded when they are first asked for: the modeller and the solver take half a second."""


def _refuse_foreign_models() -> None:
    """Stop when another project's `models` stands where the planner's own should be."""
    if getattr(models, "BELONGS_TO", None) == "compute-planner":
        return
    found = getattr(models, "__file__", None) or next(iter(models.__path__), "an unknown place")
    message = (
        f"the planner needs its own package 'models', but Python found another one at {found}; "
        "install the planner in an environment of its own and start it from a folder without a 'models' of its own"
    )
    if Path(sys.argv[0]).stem in ("planner", "-m"):  # "-m": `python -m planner` is looking for its program
        sys.exit(f"Error: {message}")  # the command is starting: the user gets a sentence and no traceback
    raise ImportError(message)


_refuse_foreign_models()


class _Package(ModuleType):
    """This package: loads its functions when they are asked for, and keeps `solve` a function.

    Python binds a subpackage to its name when it is first imported, and `planner.solve` is one; without this,
    `from planner import solve` would give the function or the subpackage, as it happened.
    """

    def __getattr__(self, name: str) -> Any:
        if name in _HOMES:
            return getattr(import_module(_HOMES[name]), name)
        raise AttributeError(f"module 'planner' has no attribute {name!r}")

    def __setattr__(self, name: str, value: Any) -> None:
        if name == "solve" and isinstance(value, ModuleType):
            value = value.solve
        super().__setattr__(name, value)


sys.modules[__name__].__class__ = _Package
