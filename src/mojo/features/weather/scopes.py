"""What may be allowed about weather."""

from mojo.shared.auth.scopes import Scope
from mojo.shared.model.people import ADMIN, GUEST, MEMBER

scopes = [
    Scope("weather:read", ADMIN, MEMBER, GUEST),
    Scope("weather:watch", ADMIN, MEMBER),
    Scope("report:write", ADMIN, MEMBER),
]
