"""Stand-ins for the outside world, so that the whole of Mojo can be seen without an account anywhere: DEV and loopback only."""
