"""Somebody who talks with the bot through the sandbox."""

import json
import time
import urllib.request
from typing import Any


def get(url: str, body: dict[str, Any] | None = None, within_s: float = 30) -> Any:
    """Return the JSON at `url`; with a body it is posted."""
    data = json.dumps(body).encode() if body is not None else None
    request = urllib.request.Request(url, data, {"content-type": "application/json"})
    with urllib.request.urlopen(request, timeout=within_s) as answer:
        return json.load(answer)


class Chat:
    """One chat of the sandbox at `url`."""

    def __init__(self, url: str, number: int) -> None:
        self._messages = f"{url}/sandbox/api/chats/{number}/messages"

    def say(self, text: str) -> int:
        """Write, and return the message's id."""
        return int(get(self._messages, {"text": text})["messages"][0]["message_id"])

    def answers_after(self, message: int, wanted: int, within_s: float = 30) -> list[str]:
        """Wait for so many answers of the bot and return all that came."""
        deadline, texts = time.monotonic() + within_s, list[str]()
        while len(texts) < wanted and time.monotonic() < deadline:
            heard = get(f"{self._messages}?after={message}&wait_s=1")["messages"]
            texts = [it.get("text", "") for it in heard if it["from"]["is_bot"]]
        return texts
