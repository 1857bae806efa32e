"""The mathematics of the planner: instance, formulation, plan and audit. Opens no file, calls no solver."""

BELONGS_TO = "compute-planner"
"""Tells this package from any other that is called `models`."""
