"""What may be allowed about the watch."""

from mojo.shared.auth.scopes import Scope
from mojo.shared.model.people import ADMIN

scopes = [Scope("watch:read", ADMIN)]
