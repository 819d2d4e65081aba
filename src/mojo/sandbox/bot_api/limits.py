"""How many messages one chat takes before Telegram asks the bot to slow down.

Telegram says "about one a second" and allows short bursts (https://core.telegram.org/bots/faq#broadcasting-to-users).
"""

import math
from dataclasses import dataclass, field

from mojo.sandbox.bot_api.errors import too_many_requests
from mojo.shared.util.clock import Clock


@dataclass
class FloodLimit:
    """A generic cell rate algorithm for each chat."""

    clock: Clock
    rate_per_s: float = 1.0
    burst: int = 20
    _next_at_s: dict[int, float] = field(default_factory=dict)

    def take(self, chat_id: int) -> None:
        """Count one message. Raises BotApiError (429) with the seconds to wait when the chat has had too many."""
        now_s = self.clock.now().timestamp()
        interval_s = 1 / self.rate_per_s
        at_s = max(self._next_at_s.get(chat_id, now_s), now_s)
        wait_s = at_s - now_s - (self.burst - 1) * interval_s
        if wait_s > 1e-6:
            raise too_many_requests(math.ceil(wait_s))
        self._next_at_s[chat_id] = at_s + interval_s
