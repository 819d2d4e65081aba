"""What may be allowed about jobs."""

from mojo.shared.auth.scopes import Scope
from mojo.shared.model.people import ADMIN, MEMBER

scopes = [Scope("jobs:read", ADMIN, MEMBER), Scope("jobs:run", ADMIN, MEMBER), Scope("jobs:manage", ADMIN)]
