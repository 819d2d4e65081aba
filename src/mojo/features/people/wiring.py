"""Builds what is about other people."""

from dishka import Provider, Scope

from mojo.features.people.invitations import InvitationService
from mojo.features.people.roles import RoleService
from mojo.features.people.service import PeopleService

provider = Provider(scope=Scope.APP)
provider.provide(PeopleService)
provider.provide(RoleService)
provider.provide(InvitationService)
