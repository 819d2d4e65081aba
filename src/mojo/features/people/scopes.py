"""What may be allowed about other people."""

from mojo.shared.auth.scopes import Scope
from mojo.shared.model.people import ADMIN

scopes = [Scope("people:read", ADMIN), Scope("people:manage", ADMIN), Scope("people:invite", ADMIN)]
