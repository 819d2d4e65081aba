"""What the process's end says to whoever started it."""

EX_FAILURE = 1
EX_CONFIG = 78
"""sysexits(3): the settings are wrong, so starting again will not help."""
