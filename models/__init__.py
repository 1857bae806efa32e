"""The mathematics of the planner: instance, formulation, plan and audit. Opens no file, calls no solver."""
