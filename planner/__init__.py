"""The planner around the mathematics: workbooks, solving, reports, the command line."""
