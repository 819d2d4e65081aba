"""The API's door to whom a token stands for."""

from typing import Annotated

from fastapi import APIRouter

from mojo.api.doors import needs, principal, use
from mojo.features.account.model import Me
from mojo.features.account.service import AccountService
from mojo.shared.model.people import Principal

router = APIRouter(prefix="/me", tags=["account"])


@router.get("", openapi_extra=needs("account:read"))
async def me(who: Annotated[Principal, principal()], accounts: Annotated[AccountService, use(AccountService)]) -> Me:
    """Return whom the token stands for."""
    return await accounts.me(who)
