"""The API's door to whom a token stands for."""

from typing import Annotated, Any

from fastapi import APIRouter

from mojo.api.doors import needs, principal, use
from mojo.features.account.model import Me, ProfileChange
from mojo.features.account.service import AccountService
from mojo.shared.model.people import Principal

router = APIRouter(prefix="/me", tags=["account"])

Who = Annotated[Principal, principal()]
Accounts = Annotated[AccountService, use(AccountService)]


@router.get("", openapi_extra=needs("account:read"))
async def me(who: Who, accounts: Accounts) -> Me:
    """Return whom the token stands for."""
    return await accounts.me(who)


@router.patch("", openapi_extra=needs("account:write"))
async def change_me(change: ProfileChange, who: Who, accounts: Accounts) -> Me:
    """Change the profile: what is named, and nothing else."""
    await accounts.change(who, change)
    return await accounts.me(who)


@router.get("/export", openapi_extra=needs("account:read"))
async def export_me(who: Who, accounts: Accounts) -> dict[str, Any]:
    """Return everything that Mojo keeps about the person."""
    return await accounts.export(who)
