"""Photos and documents: stored, shown on the page, and given back."""

from typing import Any

from mojo.sandbox.bot_api.errors import bad_request
from mojo.sandbox.bot_api.formatting import formatted
from mojo.sandbox.bot_api.messages import edit, own_message, recipient, send
from mojo.sandbox.bot_api.methods import Call, method
from mojo.sandbox.bot_api.parameters import Upload
from mojo.sandbox.entities import utf16_length
from mojo.sandbox.files import File, image_size
from mojo.sandbox.store import Json

CAPTION_LIMIT_UTF16 = 1024
PHOTO_LIMIT_BYTES = 10 * 1024 * 1024
SIDES_LIMIT_PX = 10_000
"""https://core.telegram.org/bots/api#sendphoto"""


@method("sendPhoto")
async def send_photo(call: Call) -> Any:
    caption, file = _caption(call), _file(call, "photo")
    sizes = {"width": file.width, "height": file.height, "file_size": file.size}
    return send(call, {"photo": [{**_identity(file), **sizes}], **caption})


@method("sendDocument")
async def send_document(call: Call) -> Any:
    caption, file = _caption(call), _file(call, "document")
    return send(call, {"document": file.as_document(), **caption})


@method("editMessageCaption")
async def edit_message_caption(call: Call) -> Any:
    caption = _caption(call)
    if not {"photo", "document"} & own_message(call, "edit").keys():
        raise bad_request("there is no caption in the message to edit")
    return edit(call, caption, ("caption", "caption_entities"))


@method("getFile")
async def get_file(call: Call) -> Any:
    file = call.api.files.get(call.of.file_id)
    if file is None or file.url:
        raise bad_request("wrong file_id or the file is temporarily unavailable")
    return {**_identity(file), "file_size": file.size, "file_path": f"files/{file.id}"}


def _identity(file: File) -> Json:
    return {"file_id": file.id, "file_unique_id": file.id[:12]}


def _caption(call: Call) -> Json:
    content = formatted(call.given("caption") or "", call.given("parse_mode"), call.given("caption_entities"))
    if utf16_length(content["text"]) > CAPTION_LIMIT_UTF16:
        raise bad_request("message caption is too long")
    names = {"text": "caption", "entities": "caption_entities"}
    return {names[key]: value for key, value in content.items() if value}


def _file(call: Call, kind: str) -> File:
    """Return the file that the call brings, names by id or by address. The sandbox fetches nothing from the net."""
    recipient(call)  # a file that nobody may get is not kept
    source = str(getattr(call.of, kind))
    if source.startswith("attach://"):
        upload = call.files.get(source.removeprefix("attach://"))
        if upload is None or not upload.content:
            raise bad_request(f"there is no {kind} in the request" if upload is None else "file must be non-empty")
        return call.api.files.keep(_checked(upload, kind), upload.content)
    if source.startswith(("https://", "http://")):
        return call.api.files.keep(File(name=source.rpartition("/")[2] or kind, url=source))
    known = call.api.files.get(source)
    if known is None:
        raise bad_request("wrong file identifier/HTTP URL specified")
    return known


def _checked(upload: Upload, kind: str) -> File:
    image = image_size(upload.content)
    if kind == "photo":
        if len(upload.content) > PHOTO_LIMIT_BYTES:
            raise bad_request("file is too big")
        if image is None:
            raise bad_request("IMAGE_PROCESS_FAILED")
        if sum(image[1:]) > SIDES_LIMIT_PX or max(image[1:]) > 20 * min(image[1:]):
            raise bad_request("PHOTO_INVALID_DIMENSIONS")
    media_type, width, height = image or (upload.content_type, 0, 0)
    return File(name=upload.filename, media_type=media_type, size=len(upload.content), width=width, height=height)
