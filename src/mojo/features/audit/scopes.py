"""What may be allowed about the audit log."""

from mojo.shared.auth.scopes import Scope
from mojo.shared.model.people import ADMIN

scopes = [Scope("audit:read", ADMIN)]
