"""Backups as whoever runs Mojo sees them. How one is made is the shared library's: the command line needs it without a host."""

from mojo.shared.backup.model import Made
from mojo.shared.backup.taking import Backups, Tell


class BackupService:
    """Raises BackupFailed when there is none, StoreUnavailable, and ExternalServiceError when S3 does not answer."""

    def __init__(self, backups: Backups) -> None:
        self._backups = backups

    async def take(self, tell: Tell) -> Made:
        """Make a backup, look whether it can be read, and remove those that are over the limits."""
        return await self._backups.take(tell=tell)
