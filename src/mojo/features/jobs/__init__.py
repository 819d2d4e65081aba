"""Schedules and runs: seen, made, changed and ended by people and programs."""
