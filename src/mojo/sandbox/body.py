"""Reading a request's body without letting it fill the memory."""

from starlette.requests import Request


async def read_body(request: Request, limit_bytes: int) -> bytes | None:
    """Return the body, None if it is longer than `limit_bytes`."""
    body = bytearray()
    async for chunk in request.stream():
        body += chunk
        if len(body) > limit_bytes:
            return None
    return bytes(body)
