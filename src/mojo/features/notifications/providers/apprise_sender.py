"""Some hundred and fifty services by URL, through Apprise: https://github.com/caronc/apprise

Apprise blocks, so each send has a thread of its own. One that does not come back in time is left behind (nobody can end a
thread); until it ends, its target gets no second one, so there are never more threads than targets.
"""

import asyncio
import logging
import threading
from typing import Any

from mojo.features.notifications.addresses import Resolve, refuse_forbidden, refuse_private, resolve
from mojo.features.notifications.ports import SERVICE
from mojo.shared.errors import ExternalServiceError, ExternalTimeout, InvalidInput
from mojo.shared.model.notifications import Attachment


class AppriseSender:
    """`Sender` through Apprise, which is imported when the first target is used."""

    def __init__(self, timeout_s: float, private_allowed: bool, resolve: Resolve = resolve) -> None:
        self._timeout_s = timeout_s
        self._private_allowed = private_allowed
        self._resolve = resolve
        self._busy: set[str] = set()

    async def check(self, url: str) -> None:
        """See Sender."""
        refuse_forbidden(url)
        service = await self._in_thread(url, lambda: _service(url))
        if service is None:
            raise InvalidInput("url: Apprise knows no such service, or something is missing from its URL.", field="url")
        if not self._private_allowed:
            await refuse_private(url, "host" in service.template_tokens, self._resolve)

    async def send(self, url: str, said: str, attachment: Attachment | None) -> None:
        """See Sender."""
        await self.check(url)
        if not await self._in_thread(url, lambda: _deliver(url, said, attachment)):
            raise ExternalServiceError("The target did not take the notification.", service=SERVICE)

    async def _in_thread(self, url: str, work: Any) -> Any:
        """Return what `work` returns. Raises ExternalTimeout when it, or the one before it for `url`, takes too long."""
        if url in self._busy:
            raise ExternalTimeout("The target still does not answer.", service=SERVICE)
        loop, result = asyncio.get_running_loop(), asyncio.get_running_loop().create_future()

        def finish(value: Any, error: Exception | None) -> None:
            self._busy.discard(url)
            if not result.done():
                result.set_result((value, error))

        def run() -> None:
            value, failure = None, None
            try:
                value = work()
            except Exception as error:
                failure = error
            if not loop.is_closed():
                loop.call_soon_threadsafe(finish, value, failure)

        self._busy.add(url)
        threading.Thread(target=run, name="apprise", daemon=True).start()
        try:
            value, failure = await asyncio.wait_for(result, self._timeout_s)
        except TimeoutError:
            raise ExternalTimeout("The target did not answer in time.", service=SERVICE) from None
        if failure is not None:
            raise ExternalServiceError(f"The target failed ({type(failure).__name__}).", service=SERVICE)
        return value


def _service(url: str) -> Any:
    """Return Apprise's plugin for `url`, None if there is none."""
    import apprise

    logging.getLogger("apprise").disabled = True  # it logs what it was given, URL and all
    asset = apprise.AppriseAsset(app_id="Mojo", app_desc="Mojo", http_redirects=False)
    return apprise.Apprise.instantiate(url, asset=asset, suppress_exceptions=True)


def _deliver(url: str, said: str, attachment: Attachment | None) -> bool:
    service = _service(url)
    if service is None:
        return False
    from apprise import AppriseAttachment
    from apprise.attachment.memory import AttachMemory

    body, files = said, None
    if attachment and attachment.url:
        body = f"{said}\n{attachment.url}"
    elif attachment:
        in_memory: Any = AttachMemory  # it has no types
        files = AppriseAttachment([in_memory(attachment.content, name=attachment.name, mimetype=attachment.media_type)])
    return bool(service.notify(body=body, attach=files))
