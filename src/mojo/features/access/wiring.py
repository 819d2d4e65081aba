"""Builds what guards the ways in."""

from dishka import Provider, Scope

from mojo.features.access.attempts import Lockout
from mojo.shared.ports import Attempts

provider = Provider(scope=Scope.APP)
provider.provide(Lockout, provides=Attempts)
