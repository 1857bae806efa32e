"""Generated instances, and how fast planner and bare solvers are on them."""
