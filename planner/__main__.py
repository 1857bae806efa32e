"""`python -m planner` is the command `planner`."""

from planner.cli.start import run

run()
