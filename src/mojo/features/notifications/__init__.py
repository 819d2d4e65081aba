"""What people are told, where, and what they do about it."""
