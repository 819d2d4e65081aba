"""What may be allowed about reminders."""

from mojo.shared.auth.scopes import Scope
from mojo.shared.model.people import ADMIN, GUEST, MEMBER

scopes = [
    Scope("reminders:read", ADMIN, MEMBER, GUEST),
    Scope("reminders:write", ADMIN, MEMBER, GUEST),
    Scope("reminders:send", ADMIN, MEMBER),
]
