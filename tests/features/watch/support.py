"""What tests of the watch share."""

from datetime import timedelta

from mojo.features.watch.desk import Desk
from mojo.features.watch.model import OWN, Severity, Sighting
from mojo.features.watch.service import ALERTMANAGER
from mojo.shared.external.lazy_aiogram import methods
from tests.chronos.support import ANNA, House, press

TOKEN = "a-token-that-alertmanager-shows"
DISK = Sighting(cause="disk_full", severity=Severity.CRITICAL, figure=4.2)
TELEGRAM = Sighting(cause="dependency_down", subject="telegram")
LATE = Sighting(cause="queue_waiting", subject="chats", figure=400)


class Ward:
    """A house and the desk in it, minute by minute."""

    def __init__(self, house: House) -> None:
        self.house = house
        self.minute = 0
        self.pressed = 1000

    async def desk(self) -> Desk:
        return await self.house.context.get(Desk)

    async def see(self, *sightings: Sighting, minutes: float = 1, source: str = OWN) -> list[str]:
        """See these, and no others, at the end of so many minutes; return what Anna is told then."""
        self.house.pass_time(minutes * 60)
        desk, now = await self.desk(), self.house.clock.now()
        await desk.saw(sightings, source, now + timedelta(minutes=5 if source == OWN else 540))
        seen = {sighting.key for sighting in sightings}
        gone = [key for key, it in (await desk.troubles()).items() if source in it.sources and key not in seen]
        await desk.well(gone, source)
        await desk.settle()
        return await self.news()

    async def alert(self, *sightings: Sighting, minutes: float = 0) -> list[str]:
        """The same, as Alertmanager."""
        return await self.see(*sightings, minutes=minutes, source=ALERTMANAGER)

    async def news(self) -> list[str]:
        """Deliver what waits, and return what of it Anna had not heard."""
        before = len(self.house.heard(ANNA))
        await self.house.deliver()
        return self.house.heard(ANNA)[before:]

    async def press(self, prefix: str, *more: str, chat: int = ANNA) -> None:
        """Press the button of the last message that has one whose data begin with `prefix`, with `more` behind its id."""
        sent = [call for call in self.house.telegram.of(methods.SendMessage) if call.chat_id == ANNA and call.reply_markup]
        buttons = [button.callback_data for row in sent[-1].reply_markup.inline_keyboard for button in row]
        short_id = next(data for data in buttons if data.startswith("na:")).split(":")[1]
        self.pressed += 1
        await self.house.receive(press(self.pressed, ":".join((prefix, short_id, *more)), chat))
        await self.news()
