"""Mojo: one hub for a person's automation, built of three services around one library and one Redis."""

__version__ = "0.1.0"
