"""Who may pass: tokens, sessions, keys, limits, and the gate that puts them together."""
