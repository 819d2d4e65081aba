"""Files that the bot has sent, kept beside the store."""

import re
import secrets
import struct
from pathlib import Path

_ID = re.compile(r"[A-Za-z0-9_-]{22}")


class Files:
    """Files by an id that cannot be guessed."""

    def __init__(self, directory: Path) -> None:
        self._directory = directory

    def keep(self, content: bytes) -> str:
        """Store `content` and return its id."""
        self._directory.mkdir(parents=True, exist_ok=True)
        file_id = secrets.token_urlsafe(16)
        (self._directory / file_id).write_bytes(content)
        return file_id

    def path(self, file_id: str) -> Path | None:
        """Return where the file is, None if there is none."""
        path = self._directory / file_id
        return path if _ID.fullmatch(file_id) and path.is_file() else None


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
