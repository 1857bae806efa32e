"""From an Instance to an Outcome: the Pyomo model is built, handed to HiGHS, and its solution read back as a Plan."""

from planner.solve.ending import Ending
from planner.solve.outcome import OnPlan, OnProgress, Outcome, Progress, Sizes, SolveOptions
from planner.solve.prices import Prices
from planner.solve.run import solve

__all__ = ["Ending", "OnPlan", "OnProgress", "Outcome", "Prices", "Progress", "Sizes", "SolveOptions", "solve"]
