"""Policies: the limits that a planner states on the plan's own quantities."""
