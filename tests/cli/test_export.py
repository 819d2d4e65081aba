"""`mojo export`: what Mojo knows about people, in a file that nobody else can read and without anything secret."""

import json
from pathlib import Path

import pytest

from mojo.cli.export import export
from mojo.shared.auth.mint import Mint
from mojo.shared.errors import InvalidInput, NotFound
from mojo.shared.model.people import User
from mojo.shared.ports import People
from tests.backup.bench import ANNA, Machine

pytestmark = pytest.mark.enable_socket
BEN = ANNA.model_copy(update={"id": "ben", "name": "Ben", "chat_id": 2})


async def household(machine: Machine, *users: User) -> str:
    """Let them live there; return a token that one of them has."""
    async with machine.standing() as context:
        people = await context.get(People)  # type: ignore[type-abstract]
        for user in users:
            await people.save_user(user)
        return await (await context.get(Mint)).issue("anna", "session", frozenset({"*"}))


async def test_everybody_is_a_line_and_one_person_is_a_document(tmp_path: Path) -> None:
    machine = Machine(tmp_path)
    token = await household(machine, ANNA, BEN)
    await export(machine.environ, None, tmp_path / "all.jsonl")
    await export(machine.environ, "aNNa", tmp_path / "anna.json")
    everybody = [json.loads(line) for line in (tmp_path / "all.jsonl").read_text().splitlines()]
    anna = json.loads((tmp_path / "anna.json").read_text())
    assert len(everybody) == 2
    assert "Ben" not in json.dumps(anna)
    assert "Anna" in json.dumps(anna)
    for path in tmp_path.glob("*.json*"):
        assert path.stat().st_mode & 0o777 == 0o600
        assert token not in path.read_text()


async def test_wrong_wishes_write_nothing(tmp_path: Path) -> None:
    machine = Machine(tmp_path)
    await household(machine, ANNA, ANNA.model_copy(update={"id": "anna2", "chat_id": 3}))
    with pytest.raises(NotFound, match="nobody is called Zoe"):
        await export(machine.environ, "Zoe", tmp_path / "zoe.json")
    with pytest.raises(InvalidInput, match=r"several people are called so; give an id \(anna, anna2\)"):
        await export(machine.environ, "Anna", tmp_path / "anna.json")
    (tmp_path / "there.json").write_text("precious")
    with pytest.raises(InvalidInput, match="exists already"):
        await export(machine.environ, "anna2", tmp_path / "there.json")
    assert (tmp_path / "there.json").read_text() == "precious"
    assert not (tmp_path / "zoe.json").exists()
