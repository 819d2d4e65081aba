"""What may be allowed about notifications."""

from mojo.shared.auth.scopes import Scope
from mojo.shared.model.people import ADMIN, GUEST, MEMBER

scopes = [Scope("notify:read", ADMIN, MEMBER, GUEST), Scope("notify:write", ADMIN, MEMBER), Scope("notify:manage", ADMIN)]
