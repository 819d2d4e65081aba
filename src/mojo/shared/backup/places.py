"""Where backups are kept: a folder, or a bucket that speaks S3."""

import asyncio
import contextlib
import os
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Protocol

from mojo.shared.backup.archive import private_file
from mojo.shared.backup.model import BackupFailed, Kept, made_at
from mojo.shared.backup.settings import BackupSettings
from mojo.shared.errors import NotFound, RejectedByService
from mojo.shared.external.aws import Aws, AwsService
from mojo.shared.settings import Settings

PART_BYTES = 8 * 1024 * 1024
"""Of one request, which has 20 s: a line of 4 Mbit/s suffices. S3 wants 5 MiB or more of each part but the last."""


class Place(Protocol):
    """Where backups are kept. Methods raise BackupFailed, and ExternalServiceError where it is a service."""

    async def put(self, path: Path, name: str) -> None:
        """Keep `path` as `name`; it is seen as a whole or not at all."""
        ...

    async def kept(self) -> list[Kept]:
        """Return the backups, newest first."""
        ...

    async def fetch(self, name: str, to: Path) -> None:
        """Write the backup to `to`. Raises NotFound."""
        ...

    async def remove(self, name: str) -> None: ...


class Folder:
    """A folder of this machine, or one that is mounted."""

    def __init__(self, path: Path) -> None:
        self.path = path

    def __str__(self) -> str:
        return str(self.path)

    async def put(self, path: Path, name: str) -> None:
        await asyncio.to_thread(self._put, path, name)

    async def kept(self) -> list[Kept]:
        return await asyncio.to_thread(lambda: sorted(self._kept(), key=lambda kept: kept.at, reverse=True))

    async def fetch(self, name: str, to: Path) -> None:
        if made_at(name) is None or not (self.path / name).is_file():
            raise NotFound(f"There is no backup {name} in {self.path}.")
        await asyncio.to_thread(shutil.copyfile, self.path / name, to)

    async def remove(self, name: str) -> None:
        await asyncio.to_thread((self.path / name).unlink, missing_ok=True)

    def _put(self, path: Path, name: str) -> None:
        draft = self.path / f".{name}.part"
        try:
            self.path.mkdir(mode=0o700, parents=True, exist_ok=True)
            draft.unlink(missing_ok=True)
            with contextlib.ExitStack() as stack:
                read = stack.enter_context(path.open("rb"))
                written = stack.enter_context(private_file(draft))
                shutil.copyfileobj(read, written, 1 << 20)
                written.flush()
                os.fsync(written.fileno())
            draft.replace(self.path / name)
            _sync_folder(self.path)
        except OSError as error:
            with contextlib.suppress(OSError):
                draft.unlink(missing_ok=True)
            raise BackupFailed(
                f"{self.path}: cannot be written to ({error.strerror}). Cure: make room, or mend BACKUP_TO."
            ) from None

    def _kept(self) -> Iterator[Kept]:
        for path in self.path.iterdir() if self.path.is_dir() else ():
            if at := made_at(path.name):
                yield Kept(name=path.name, bytes=path.stat().st_size, at=at)

    def clear_drafts(self) -> None:
        """Remove what a killed backup left behind."""
        for path in self.path.glob(".mojo-*.part") if self.path.is_dir() else ():
            path.unlink(missing_ok=True)


class Bucket:
    """A bucket at Amazon's or at anybody's who speaks S3 (`AWS_ENDPOINT_URL`)."""

    def __init__(self, s3: AwsService, bucket: str, prefix: str) -> None:
        self._s3 = s3
        self._bucket = bucket
        self._prefix = prefix

    def __str__(self) -> str:
        return f"s3://{self._bucket}/{self._prefix}"

    async def put(self, path: Path, name: str) -> None:
        """See Place. A large file goes in parts, which S3 shows when the last has come."""
        size = size_of(path)
        if size <= PART_BYTES:
            await self._call("put_object", name, Body=await asyncio.to_thread(path.read_bytes))
            return
        upload = (await self._call("create_multipart_upload", name))["UploadId"]
        try:
            parts = [
                {"PartNumber": number, "ETag": (await self._part(name, upload, path, number))["ETag"]}
                for number in range(1, -(-size // PART_BYTES) + 1)
            ]
            await self._call("complete_multipart_upload", name, UploadId=upload, MultipartUpload={"Parts": parts})
        except BaseException:
            with contextlib.suppress(Exception):  # what failed is told; a part that stays is the bucket's own rule to remove
                await self._call("abort_multipart_upload", name, UploadId=upload)
            raise

    async def kept(self) -> list[Kept]:
        found: list[Kept] = []
        more: dict[str, Any] = {}
        while True:
            page = await self._s3.call("list_objects_v2", Bucket=self._bucket, Prefix=self._prefix, **more)
            for item in page.get("Contents", ()):
                name = str(item["Key"]).removeprefix(self._prefix)
                if at := made_at(name):
                    found.append(Kept(name=name, bytes=item["Size"], at=at))
            if not page.get("IsTruncated"):
                return sorted(found, key=lambda kept: kept.at, reverse=True)
            more = {"ContinuationToken": page["NextContinuationToken"]}

    async def fetch(self, name: str, to: Path) -> None:
        kept = next((kept for kept in await self.kept() if kept.name == name), None)
        if kept is None:
            raise NotFound(f"There is no backup {name} in {self}.")
        with to.open("wb") as written:
            for start in range(0, kept.bytes, PART_BYTES):
                part = f"bytes={start}-{min(start + PART_BYTES, kept.bytes) - 1}"
                answer = await self._call("get_object", name, Range=part)
                await asyncio.to_thread(written.write, answer["Body"])

    async def remove(self, name: str) -> None:
        await self._call("delete_object", name)

    async def _part(self, name: str, upload: str, path: Path, number: int) -> dict[str, Any]:
        body = await asyncio.to_thread(_slice, path, (number - 1) * PART_BYTES, PART_BYTES)
        return await self._call("upload_part", name, UploadId=upload, PartNumber=number, Body=body)

    async def _call(self, operation: str, name: str, **more: Any) -> dict[str, Any]:
        try:
            return await self._s3.call(operation, Bucket=self._bucket, Key=self._prefix + name, **more)
        except RejectedByService as error:
            reason = error.params.get("reason", "unknown")
            raise BackupFailed(f"{self} refused ({reason}). Cure: look at the bucket, its rights and BACKUP_TO.") from error


def place_of(settings: Settings, aws: Aws) -> Folder | Bucket:
    """Return where backups go. Raises ConfigurationError when botocore is missing for S3."""
    backup = settings[BackupSettings]
    if backup.bucket:
        return Bucket(aws.service("s3", still_works="Mojo works; no backup leaves the machine."), *backup.bucket)
    return Folder(backup.folder(settings.core.data_dir))


def size_of(path: Path) -> int:
    """Return how many bytes the file has."""
    return path.stat().st_size


def _slice(path: Path, start: int, length: int) -> bytes:
    with path.open("rb") as read:
        read.seek(start)
        return read.read(length)


def _sync_folder(folder: Path) -> None:
    """Make sure that the new name survives a power cut."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
