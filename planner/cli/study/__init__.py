"""`planner study`: questions answered by many solves of one workbook."""
