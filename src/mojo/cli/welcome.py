"""What the person who started Mojo is told, and `run.json` with the same."""

import logging
import os

from mojo import __version__
from mojo.api.settings import ApiSettings
from mojo.cli.development_token import settle_development_token
from mojo.cli.ground import Ground
from mojo.cli.run_file import OwnerInvitation, RunInfo, StandInNote
from mojo.cli.stand_ins import StandIn
from mojo.sandbox.settings import SandboxSettings
from mojo.shared.context import AppContext
from mojo.shared.ports import Invitations, StartLinks
from mojo.shared.util.clock import Clock

ANNA = 1001
"""Chat of the sandbox's first person, to whom the owner's link leads."""
_EVERYWHERE = {"0.0.0.0": "127.0.0.1", "::": "::1"}  # noqa: S104  # compared with, not bound to

log = logging.getLogger("mojo.up")


async def run_info(ours: Ground) -> RunInfo:
    """Return what can be said without asking anybody."""
    context = ours.context
    clock: Clock = await context.get(Clock)  # type: ignore[type-abstract]
    sandbox_url = context.settings[SandboxSettings].url if ours.stand_ins else None
    base_url = _url_of(context.settings[ApiSettings])
    return RunInfo(
        version=__version__,
        started_at=clock.now(),
        stage=context.stage,
        data_dir=context.settings.core.data_dir,
        base_url=base_url,
        docs_url=f"{base_url}/docs",
        chat_page=f"{sandbox_url}/" if sandbox_url else None,
        sandbox_url=sandbox_url,
        stand_ins=_notes(ours.stand_ins),
        redis_url=ours.embedded_url,
        pids={"mojo": os.getpid()},
    )


async def with_credentials(context: AppContext, info: RunInfo) -> RunInfo:
    """Return `info` with the development token and the owner's invitation. Raises StoreUnavailable."""
    invitations: Invitations = await context.get(Invitations)  # type: ignore[type-abstract]
    token = await settle_development_token(context)
    code = await invitations.owner_code()
    invitation = OwnerInvitation(code=code, link=await _link(context, info, code)) if code else None
    return info.model_copy(update={"development_token": token, "owner_invitation": invitation})


async def _link(context: AppContext, info: RunInfo, code: str) -> str:
    """Return the deep link that carries the code: https://core.telegram.org/bots/features#deep-linking"""
    if info.sandbox_url:
        return f"{info.sandbox_url}/chat/{ANNA}?start={code}"
    links: StartLinks = await context.get(StartLinks)  # type: ignore[type-abstract]
    return await links.link(code) or f"/start {code}"


def _notes(stand_ins: list[StandIn]) -> list[StandInNote]:
    cures: dict[str, list[str]] = {}
    for stand_in in stand_ins:
        cures.setdefault(stand_in.name, []).append(stand_in.cure)
    return [StandInNote(name=name, cure=", ".join(parts)) for name, parts in cures.items()]


def _url_of(settings: ApiSettings) -> str:
    host = _EVERYWHERE.get(settings.host, settings.host)
    return f"http://[{host}]:{settings.port}" if ":" in host else f"http://{host}:{settings.port}"
