"""Files that people send to the bot: https://core.telegram.org/bots/api#document"""

import mimetypes

from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from mojo.sandbox.body import read_body
from mojo.sandbox.chats import Chats
from mojo.sandbox.files import File, Files
from mojo.shared.errors import InvalidInput

LIMIT_BYTES = 20 * 1024 * 1024
"""What a bot may fetch: https://core.telegram.org/bots/api#getfile"""

NAME_LIMIT = 200


class Documents:
    """Takes them from the chat page and from programs."""

    def __init__(self, chats: Chats, files: Files) -> None:
        self._chats = chats
        self._files = files

    @property
    def routes(self) -> list[Route]:
        """The one way in."""
        return [Route("/sandbox/api/chats/{chat_id:int}/document", self.send, methods=["POST"])]

    async def send(self, request: Request) -> Response:
        """Send the body as a file called `name`."""
        chat_id, name = request.path_params["chat_id"], request.query_params.get("name", "").replace("/", "_").strip()
        self._chats.person(chat_id)  # a file of nobody is not kept
        content = await read_body(request, LIMIT_BYTES)
        if content is None or not content:
            raise InvalidInput(f"body: the file, 1 to {LIMIT_BYTES} bytes.", field="body")
        if not 1 <= len(name) <= NAME_LIMIT or not name.isprintable():
            raise InvalidInput(f"name: what the file is called, 1 to {NAME_LIMIT} characters.", field="name")
        kind = mimetypes.guess_type(name)[0] or "application/octet-stream"
        file = self._files.keep(File(name=name, media_type=kind, size=len(content)), content)
        return JSONResponse({"message": self._chats.send_document(chat_id, file)})
