"""What a plan amounts to, in plain arithmetic from the instance and the plan alone: stocks, flows, money, positions.

Nothing here is shared with the formulation, so that the audit may rest on it.
"""
