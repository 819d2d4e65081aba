"""Replays every page of docs/howto in a copy of the source tree, as a newcomer would."""

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
HOWTO = ROOT / "docs" / "howto"
FENCE = re.compile(r"(?:^`(?P<path>[\w./-]+)`\n\n)?^```(?P<language>\w+)\n(?P<body>.*?)^```$", re.MULTILINE | re.DOTALL)


class Copy:
    """A newcomer's checkout. Its bytecode comes along: the files keep their times, so it is as good as the original's."""

    def __init__(self, root: Path) -> None:
        self.root = root
        for folder in ("src", "tools"):
            shutil.copytree(ROOT / folder, root / folder, ignore=shutil.ignore_patterns("*.egg-info"))
        self.before = self._files()

    def _files(self) -> dict[Path, bytes]:
        paths = (path for path in self.root.rglob("*") if path.is_file() and "__pycache__" not in path.parts)
        return {path.relative_to(self.root): path.read_bytes() for path in paths}

    def replay(self, page: str) -> str:
        """Write the page's files, run its commands, and return what they printed."""
        printed = ""
        for step in FENCE.finditer((HOWTO / page).read_text()):
            if step["path"]:
                self.write(step["path"], step["body"])
            elif step["language"] == "console":
                printed += self.run(re.findall(r"^\$ (.*)$", step["body"], re.MULTILINE))
        return printed

    def write(self, path: str, body: str) -> None:
        target = self.root / path
        target.parent.mkdir(parents=True, exist_ok=True)
        assert not target.exists(), f"{path} exists already: the page edits an existing file"
        target.write_text(body)

    def run(self, commands: list[str]) -> str:
        script = "\n".join(commands).replace("python ", f"{sys.executable} ")
        environ = {**os.environ, "PYTHONPATH": f"{self.root / 'src'}:{self.root}"}
        done = subprocess.run(["sh", "-ec", script], cwd=self.root, env=environ, capture_output=True, text=True, check=False)
        assert done.returncode == 0, f"{script}\n{done.stdout}\n{done.stderr}"
        return done.stdout

    def changed(self) -> set[Path]:
        """Return the files that were there before and are not as they were."""
        after = self._files()
        return {path for path, body in self.before.items() if after.get(path) != body}


@pytest.fixture
def copy(tmp_path: Path) -> Copy:
    return Copy(tmp_path)


def test_a_feature_with_its_three_doors_edits_no_existing_file_and_answers(copy: Copy):
    pages = ["add-a-feature.md", "add-a-command.md", "add-a-route.md", "add-a-job.md"]
    printed = "".join(copy.replay(page) for page in pages)
    assert all(found in printed for found in ("`/roll", "/api/v1/dice/roll", "`dice.evening_roll`", "dice:roll"))
    assert copy.changed() == set()
    assert "DICE_MOST" in copy.run(["python -m tools.generate --print env"])
    copy.run([f"python -m ruff check --config {ROOT / 'pyproject.toml'} src/mojo/features/dice"])
    assert "2 Würfel zeigen zusammen" in _roll(copy)


def _roll(copy: Copy) -> str:
    """Return what the new command answers in German."""
    script = (
        "import asyncio\n"
        "from mojo.features.dice.commands import roll\n"
        "from mojo.chronos.commands import Turn\n"
        "from mojo.shared.context import AppName, make_context\n"
        "from mojo.shared.settings import load_settings\n"
        "from mojo.shared.i18n.translator import Translator\n"
        "async def main():\n"
        "    context = make_context(AppName.CHRONOS, load_settings({}, dotenv=None))\n"
        "    reply = await roll(Turn(context, None, 'de', args='2'))\n"
        "    print((await context.get(Translator)).say(reply.text, 'de'))\n"
        "asyncio.run(main())\n"
    )
    copy.write("try_it.py", script)
    return copy.run(["python try_it.py"])


def test_a_provider_is_found(copy: Copy):
    printed = copy.replay("add-a-provider.md")
    assert "constant" in printed
    assert copy.changed() == set()


def test_a_language_is_found(copy: Copy):
    assert "The words are complete." in copy.replay("add-a-language.md")
    assert copy.changed() == set()


def test_every_page_is_listed_and_replayed():
    pages = {path.name for path in HOWTO.glob("*.md")} - {"README.md"}
    assert set(re.findall(r"\((add-[\w-]+\.md)\)", (HOWTO / "README.md").read_text())) == pages
    assert all(page in Path(__file__).read_text() for page in pages)
