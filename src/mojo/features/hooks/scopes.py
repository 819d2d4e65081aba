"""What may be allowed about external events."""

from mojo.shared.auth.scopes import Scope
from mojo.shared.model.people import ADMIN

scopes = [Scope("hooks:manage", ADMIN)]
