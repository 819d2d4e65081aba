"""What doctor asks about Telegram."""

from mojo.chronos.errors import SERVICE
from mojo.chronos.settings import ChronosSettings
from mojo.shared.checks import Check
from mojo.shared.context import AppContext, Stage
from mojo.shared.errors import ExternalServiceError
from mojo.shared.external.settings import ExternalSettings
from mojo.shared.health import Health, HealthBoard, State
from mojo.shared.util.clock import SystemClock

_CURE = "Ask @BotFather for a token and set TELEGRAM_BOT_TOKEN."


async def telegram(context: AppContext) -> Health:
    """Ask the Bot API who we are."""
    settings = context.settings[ChronosSettings]
    if not settings.bot_token:
        if context.stage is Stage.PROD:
            return Health(SERVICE, State.DOWN, "TELEGRAM_BOT_TOKEN is not set", cure=_CURE)
        return Health(SERVICE, State.HEALTHY, "the sandbox stands in for Telegram", cure=_CURE, stand_in=True)
    from mojo.chronos.telegram import BotApi  # aiogram, which whoever only reads the list of checks should not pay for
    from mojo.shared.external.lazy_aiogram import methods

    board = HealthBoard(SystemClock())
    api = BotApi(settings, board, context.settings[ExternalSettings].is_stand_in(SERVICE))
    try:
        me = await api.call(methods.GetMe(), timeout_s=8)
    except ExternalServiceError as error:
        return next(iter(board.snapshot()), Health(SERVICE, State.DOWN, error.detail))
    finally:
        await api.close()
    return Health(SERVICE, State.HEALTHY, f"we are @{me.get('username', '?')}", stand_in=board.snapshot()[0].stand_in)


checks = [Check(SERVICE, telegram)]
