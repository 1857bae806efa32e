"""Checks a plan against every rule of its instance, from raw data and in plain arithmetic."""
