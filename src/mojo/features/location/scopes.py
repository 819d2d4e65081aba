"""What may be allowed about places. Nobody sees anybody by a scope alone: whoever is looked for decides."""

from mojo.shared.auth.scopes import Scope
from mojo.shared.model.people import ADMIN, GUEST, MEMBER

scopes = [
    Scope("location:read", ADMIN, MEMBER, GUEST),
    Scope("location:write", ADMIN, MEMBER),
    Scope("location:share", ADMIN, MEMBER),
]
