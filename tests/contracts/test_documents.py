"""Documents: the same in memory and in Redis."""

import pytest

from mojo.shared.ports import Documents
from tests.contracts.stores import Stores, eventually

LONG_S = 60.0


@pytest.fixture
async def documents(stores: Stores) -> Documents:
    return await stores(Documents)


@pytest.mark.parametrize(
    "document", [{"a": [1, 2.5, None, True, "文"], "b": {}}, [], "", 0, False, 9007199254740993, {"unicode": "\u2028\x00"}]
)
async def test_reads_what_was_written(documents: Documents, document: object) -> None:
    await documents.write("key", document, LONG_S)
    assert await documents.read("key") == document


async def test_an_unknown_key_reads_as_nothing(documents: Documents) -> None:
    assert await documents.read("no such key") is None


async def test_a_second_write_replaces_document_and_expiry(documents: Documents) -> None:
    await documents.write("key", 1, 0.05)
    await documents.write("key", 2, LONG_S)
    await documents.write("other", 1, 0.05)
    await eventually(lambda: _is_gone(documents, "other"))
    assert await documents.read("key") == 2


async def test_expires(documents: Documents) -> None:
    await documents.write("key", {"a": 1}, 0.05)
    await eventually(lambda: _is_gone(documents, "key"))


async def test_deletes(documents: Documents) -> None:
    await documents.write("key", 1, LONG_S)
    await documents.delete("key")
    await documents.delete("key")
    assert await documents.read("key") is None


async def test_a_reader_cannot_change_what_is_stored(documents: Documents) -> None:
    written = {"list": [1]}
    await documents.write("key", written, LONG_S)
    written["list"].append(2)
    read = await documents.read("key")
    assert read is not None
    read["list"].append(3)
    assert await documents.read("key") == {"list": [1]}


async def test_refuses_what_is_not_json(documents: Documents) -> None:
    with pytest.raises(TypeError):
        await documents.write("key", object(), LONG_S)
    assert await documents.read("key") is None


@pytest.mark.parametrize("key", ["a b", "ключ", "{tag}", "a:b\n"])
async def test_takes_any_key(documents: Documents, key: str) -> None:
    await documents.write(key, 1, LONG_S)
    assert await documents.read(key) == 1


async def _is_gone(documents: Documents, key: str) -> bool:
    return await documents.read(key) is None
