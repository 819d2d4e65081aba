"""How backups are built in a real process."""

from dishka import Provider, Scope

from mojo.features.backup.service import BackupService

provider = Provider(scope=Scope.APP)
provider.provide(BackupService)
