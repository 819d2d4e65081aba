"""Backups: taking them, looking at them, putting them back (ADR 0048)."""
