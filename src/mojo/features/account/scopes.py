"""What may be allowed about one's own account."""

from mojo.shared.auth.scopes import Scope
from mojo.shared.model.people import ADMIN, GUEST, MEMBER

scopes = [Scope("account:read", ADMIN, MEMBER, GUEST), Scope("account:write", ADMIN, MEMBER, GUEST)]
