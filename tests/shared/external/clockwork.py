"""Time that passes only when somebody sleeps."""

from dataclasses import dataclass, field

from mojo.shared.external.middlewares import Timing


@dataclass
class Clockwork:
    """Remembers every pause; jitter always takes the longest."""

    now_s: float = 1000.0
    pauses_s: list[float] = field(default_factory=list)

    async def sleep(self, pause_s: float) -> None:
        self.pauses_s.append(pause_s)
        self.now_s += pause_s

    @property
    def timing(self) -> Timing:
        return Timing(monotonic=lambda: self.now_s, sleep=self.sleep, jitter=lambda shortest_s, longest_s: longest_s)
