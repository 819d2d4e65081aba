"""Files that the bot and people have sent: what they are stands in the store, what is in them beside it."""

import re
import secrets
import struct
from dataclasses import asdict, dataclass, replace
from pathlib import Path

from mojo.sandbox.store import Json, Store

SHOWN = ("image/png", "image/gif", "image/jpeg")
"""What a browser may show; everything else is only ever downloaded."""

_ID = re.compile(r"[A-Za-z0-9_-]{22}")


@dataclass(frozen=True, slots=True)
class File:
    """A file; one with a `url` was only named, never fetched."""

    id: str = ""
    name: str = ""
    media_type: str = "application/octet-stream"
    size: int = 0
    width: int = 0
    height: int = 0
    url: str = ""

    def as_document(self) -> Json:
        """https://core.telegram.org/bots/api#document"""
        identity = {"file_id": self.id, "file_unique_id": self.id[:12]}
        return {**identity, "file_name": self.name, "mime_type": self.media_type, "file_size": self.size}


class Files:
    """Files by an id that cannot be guessed."""

    def __init__(self, store: Store, directory: Path) -> None:
        self._store = store
        self._directory = directory

    def keep(self, file: File, content: bytes | None = None) -> File:
        """Store a file and return it with its id."""
        kept = replace(file, id=secrets.token_urlsafe(16))
        if content is not None:
            self._directory.mkdir(parents=True, exist_ok=True)
            self.path(kept).write_bytes(content)
        self._store.set_fact(f"file:{kept.id}", asdict(kept))
        return kept

    def get(self, file_id: str) -> File | None:
        """Return what is known about a file."""
        stored = self._store.fact(f"file:{file_id}") if _ID.fullmatch(file_id) else None
        return File(**stored) if stored else None

    def path(self, file: File) -> Path:
        """Return where the content is."""
        return self._directory / file.id


def image_size(content: bytes) -> tuple[str, int, int] | None:
    """Return media type, width and height (pixels) of a PNG, GIF or JPEG; None for anything else."""
    if content.startswith(b"\x89PNG\r\n\x1a\n") and len(content) >= 24:
        return ("image/png", *struct.unpack(">II", content[16:24]))
    if content[:6] in (b"GIF87a", b"GIF89a") and len(content) >= 10:
        return ("image/gif", *struct.unpack("<HH", content[6:10]))
    return _jpeg_size(content) if content.startswith(b"\xff\xd8") else None


def _jpeg_size(content: bytes) -> tuple[str, int, int] | None:
    """Walk the segments up to the frame header (ITU-T T.81, B.2.2)."""
    at = 2
    while at + 9 <= len(content) and content[at] == 0xFF:
        marker, length = content[at + 1], int.from_bytes(content[at + 2 : at + 4])
        if 0xC0 <= marker <= 0xCF and marker not in (0xC4, 0xC8, 0xCC):
            height, width = struct.unpack(">HH", content[at + 5 : at + 9])
            return ("image/jpeg", width, height)
        at += 2 + length
    return None
