"""What may be allowed about one's own ways in."""

from mojo.shared.auth.scopes import Scope
from mojo.shared.model.people import ADMIN, GUEST, MEMBER

scopes = [Scope("access:manage", ADMIN, MEMBER, GUEST), Scope("tokens:manage", ADMIN, MEMBER)]
