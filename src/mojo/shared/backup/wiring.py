"""How backups are built in a running Mojo."""

from dishka import Provider, Scope

from mojo.shared.backup.taking import Backups

provider = Provider(scope=Scope.APP)
provider.provide(Backups)
