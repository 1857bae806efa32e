"""Tables and words about a plan, made from Instance, Plan, Audit and the facts of the solve."""
