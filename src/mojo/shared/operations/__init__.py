"""What the operator's tools ask a process: its metrics, and whether it lives, on a port of its own."""
