"""Make the snapshot of a released version, by which later ones are tried: `python -m tests.e2e.make_snapshot`.

Run it with the program that is to be released; what it writes is committed and never made again.
"""

import subprocess
import sys
import tempfile
from pathlib import Path

from mojo import __version__
from tests.e2e.support import MOJO, MojoUp

SNAPSHOTS = Path(__file__).parent / "snapshots"
LIVED = (
    "/remind every day at 7:30 water the plants",
    "/report 06:45",
    "/alerts",
    "/schedule",
    "/hooks doorbell",
    "/invite",
)
"""What Anna, the owner, says, so that each shelf of the store has something on it."""


def main() -> int:
    """Write it and return the exit code."""
    SNAPSHOTS.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory() as folder:
        up = MojoUp(Path(folder)).start()
        try:
            anna = up.person("Anna")
            anna.say(f"/start {up.run['owner_invitation']['code']}")
            anna.share_location(38.72, -9.14)
            for words in LIVED:
                anna.say(words)
            subprocess.run([MOJO, "backup"], env=up.environ, cwd=folder, check=True, stdout=subprocess.DEVNULL)
        finally:
            up.end()
        (made,) = (up.data_dir / "backups").glob("mojo-*")
        made.replace(SNAPSHOTS / f"{__version__}.tar.gz")
    return 0


if __name__ == "__main__":
    sys.exit(main())
