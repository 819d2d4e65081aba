"""Times as people say them, for whoever else asks for one."""

from mojo.features.reminders.reading import understand
from mojo.features.reminders.timing import trigger_of
from mojo.shared.model.schedules import Trigger
from mojo.shared.util.clock import Clock


class PhraseBook:
    """`SpokenTimes` by the phrases of /remind."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock

    def trigger(self, words: str, language: str, timezone: str) -> Trigger | None:
        """See SpokenTimes."""
        understood = understand(words, language, self._clock.now(), timezone)
        return None if understood.when is None or understood.task else trigger_of(understood.when)
