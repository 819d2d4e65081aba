"""Too many messages into one chat are refused with 429 and the seconds to wait, as Telegram does."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

from mojo.sandbox.settings import BOT_TOKEN, SandboxSettings
from mojo.shared.util.clock import SetClock
from tests.sandbox.running import ANNA, BEN, running

STRICT = SandboxSettings.model_validate({"SANDBOX_CHAT_RATE_PER_S": "1", "SANDBOX_CHAT_BURST": "3"})


async def test_a_burst_is_fine_more_is_not_and_other_chats_do_not_suffer(tmp_path: Path) -> None:
    clock = SetClock(datetime(2026, 1, 1, tzinfo=UTC))
    async with running(tmp_path, STRICT, clock) as box:
        box.say("/start", ANNA)
        box.say("/start", BEN)
        statuses = [(await box.post("sendMessage", chat_id=ANNA, text="hi"))[0] for _ in range(4)]
        assert statuses == [200, 200, 200, 429]
        async with box.http.get(f"{box.url}/bot{BOT_TOKEN}/sendMessage?chat_id={ANNA}&text=hi") as answer:
            envelope = await answer.json()
            assert answer.headers["Retry-After"] == "1"
        assert envelope == {
            "ok": False,
            "error_code": 429,
            "description": "Too Many Requests: retry after 1",
            "parameters": {"retry_after": 1},
        }
        assert (await box.post("sendMessage", chat_id=BEN, text="hi"))[0] == 200
        clock.move(timedelta(seconds=1))
        assert [(await box.post("sendMessage", chat_id=ANNA, text="hi"))[0] for _ in range(2)] == [200, 429]
        clock.move(timedelta(hours=1))
        assert [(await box.post("sendMessage", chat_id=ANNA, text="hi"))[0] for _ in range(4)] == [200, 200, 200, 429]
