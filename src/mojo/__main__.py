"""`python -m mojo` is `mojo`."""

from mojo.cli import main

if __name__ == "__main__":
    main()
