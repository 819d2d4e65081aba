"""Builds who decides about access, over whatever stores there are."""

from dishka import Provider, Scope

from mojo.shared.auth.gate import Gate
from mojo.shared.auth.mint import Mint

provider = Provider(scope=Scope.APP)
provider.provide(Mint)
provider.provide(Gate)
