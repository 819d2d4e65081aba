"""Files that the bot sends: pictures are shown, everything else is only ever downloaded."""

import aiohttp
import pytest
from hypothesis import given
from hypothesis import strategies as st

from mojo.sandbox.bot_api import server
from mojo.sandbox.bot_api.parameters import parse
from mojo.sandbox.chat import forms
from mojo.sandbox.files import image_size
from mojo.sandbox.settings import BOT_TOKEN
from tests.sandbox.running import ANNA, BEN, Running

PNG = b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR" + (640).to_bytes(4) + (480).to_bytes(4)
GIF = b"GIF89a" + (3).to_bytes(2, "little") + (4).to_bytes(2, "little")
JPEG = b"\xff\xd8\xff\xe0\x00\x04\x00\x00\xff\xc4\x00\x02\xff\xc2\x00\x0b\x08\x00\x10\x00\x20\x03"


@pytest.mark.parametrize(
    ("content", "size"),
    [
        (PNG, ("image/png", 640, 480)),
        (GIF, ("image/gif", 3, 4)),
        (JPEG, ("image/jpeg", 32, 16)),
        (PNG[:20], None),
        (GIF[:8], None),
        (JPEG[:12], None),
        (b"\xff\xd8\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00", None),
        (b"<svg onload=alert(1)>", None),
        (b"", None),
    ],
)
def test_only_what_is_a_picture_has_a_size(content: bytes, size: tuple[str, int, int] | None) -> None:
    assert image_size(content) == size


async def send(box: Running, kind: str, content: bytes, filename: str, content_type: str) -> str:
    """Send a file to Anna as the bot and return its id."""
    form = aiohttp.FormData({"chat_id": str(ANNA), "caption": "Look"}, quote_fields=False)  # as aiogram sends files
    form.add_field(kind, content, filename=filename, content_type=content_type)
    async with box.http.post(f"{box.url}/bot{BOT_TOKEN}/send{kind.capitalize()}", data=form) as answer:
        result = (await answer.json())["result"]
    return str((result["photo"][0] if kind == "photo" else result["document"])["file_id"])


async def test_a_picture_is_shown_on_the_page(chatty: Running) -> None:
    file_id = await send(chatty, "photo", PNG, "chart.png", "text/html")
    _, html = await chatty.page(f"/chat/{ANNA}")
    assert f'<img src="/file/{file_id}" width="640" height="480"' in html
    assert "Look" in html
    async with chatty.http.get(f"{chatty.url}/file/{file_id}") as answer:
        assert await answer.read() == PNG
        assert answer.content_type == "image/png"
        assert answer.headers["X-Content-Type-Options"] == "nosniff"


async def test_a_document_is_downloaded_and_never_shown_whatever_it_says_it_is(chatty: Running) -> None:
    attack = b"<script>alert(document.domain)</script>"
    file_id = await send(chatty, "document", attack, "böse <b> 天.html", "text/html")
    _, html = await chatty.page(f"/chat/{ANNA}")
    assert f'href="/file/{file_id}" download="böse &lt;b&gt; 天.html"' in html
    async with chatty.http.get(f"{chatty.url}/file/{file_id}") as answer:
        assert await answer.read() == attack
        assert answer.content_type == "application/octet-stream"
        assert answer.headers["Content-Disposition"].startswith("attachment")


async def test_a_file_by_address_is_named_but_not_fetched(chatty: Running) -> None:
    message = await chatty.call("sendPhoto", chat_id=BEN, photo="https://example.org/cat.jpg")
    await chatty.call("sendDocument", chat_id=BEN, document="https://example.org/report.pdf")
    _, html = await chatty.page(f"/chat/{BEN}")
    assert "cat.jpg" in html
    assert "report.pdf" in html
    assert "/file/" not in html
    assert "<img" not in html
    assert (await chatty.page(f"/file/{message['photo'][0]['file_id']}"))[0] == 404


async def test_there_is_no_other_file_to_be_had(chatty: Running) -> None:
    for name in ("A" * 22, "..%2fsandbox.db", "%00"):
        assert (await chatty.page(f"/file/{name}"))[0] == 404


async def test_what_is_too_large_is_refused(chatty: Running, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(server, "BODY_LIMIT_BYTES", 1000)
    monkeypatch.setattr(forms, "FORM_LIMIT_BYTES", 1000)
    status, envelope = await chatty.post("sendMessage", chat_id=ANNA, text="x" * 2000)
    assert (status, envelope["description"]) == (413, "Request Entity Too Large")
    async with chatty.http.post(f"{chatty.url}/chat/{ANNA}/say", data={"text": "x" * 2000}) as answer:
        assert answer.status == 400
        assert "at most" in await answer.text()


@given(st.binary(max_size=200) | st.lists(st.sampled_from([b"\r", b"\n", b"--x", b"\x00", b"\x85", b"\xff", b" "])).map(b"".join))
def test_what_is_uploaded_arrives_byte_for_byte(content: bytes) -> None:
    head = b'--bound\r\nContent-Disposition: form-data; name="document"; filename="a"\r\nContent-Type: image/png\r\n\r\n'
    found = parse("", "multipart/form-data; boundary=bound", head + content + b"\r\n--bound--\r\n")
    assert found.files["document"].content == content
