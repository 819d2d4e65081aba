"""The steps from one data version to the next, one module each: `v0002_what_it_does.py` with `async def migrate(redis)`.

They are found by their names. A step may be interrupted anywhere and is then run again from its beginning, so it has to come to
the same end whether none, some or all of it was done before. It never needs another module of Mojo: those change.
"""
