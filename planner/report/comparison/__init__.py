"""Two plans side by side: which inputs differ, what differs in the plans, where the difference in cost comes from."""
