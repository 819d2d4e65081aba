"""The `mojo` command: the composition root, which alone may know every host."""


def main() -> None:
    """Run the command line."""
    from mojo.cli.app import run

    run()
