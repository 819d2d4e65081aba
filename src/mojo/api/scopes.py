"""What may be allowed about the running of Mojo itself."""

from mojo.shared.auth.scopes import Scope
from mojo.shared.model.people import ADMIN

scopes = [Scope("metrics:read", ADMIN), Scope("status:read", ADMIN)]
