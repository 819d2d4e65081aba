"""getUpdates, the webhook methods, and what the bot may ask about itself."""

import re
from typing import Any
from urllib.parse import urlsplit

from mojo.sandbox.bot_api.errors import bad_request
from mojo.sandbox.bot_api.methods import Answer, Call, method
from mojo.sandbox.bot_api.updates import BATCH_LIMIT
from mojo.sandbox.settings import is_loopback
from mojo.sandbox.store import Json

_SECRET = re.compile(r"[A-Za-z0-9_-]*")
SECRET_LIMIT = 256
CONNECTIONS = 40


@method("getMe")
async def get_me(call: Call) -> Any:
    return {
        **call.api.chats.bot,
        "can_join_groups": False,
        "can_read_all_group_messages": False,
        "supports_inline_queries": False,
    }


@method("getUpdates")
async def get_updates(call: Call) -> Any:
    call.api.updates.allow(call.given("allowed_updates"))
    limit = call.given("limit")
    return await call.api.updates.get(call.given("offset"), BATCH_LIMIT if limit is None else limit, call.given("timeout") or 0)


@method("setWebhook")
async def set_webhook(call: Call) -> Any:
    if not call.given("url"):
        return await delete_webhook(call)
    webhook = {
        "url": call.of.url,
        "secret_token": call.given("secret_token") or "",
        "max_connections": call.given("max_connections") or 40,
    }
    _check_webhook(webhook, call.api.peers)
    call.api.updates.allow(call.given("allowed_updates"))
    call.api.updates.end_poll("terminated by setWebhook request")
    _drop_pending(call)
    was_set = call.api.chats.store.fact("webhook") == webhook
    call.api.chats.store.set_fact("webhook", webhook)
    call.api.chats.store.set_fact("webhook_error", None)
    call.api.pusher.start_over()
    return Answer(True, "Webhook is already set" if was_set else "Webhook was set")


@method("deleteWebhook")
async def delete_webhook(call: Call) -> Any:
    was_set = call.api.chats.store.fact("webhook") is not None
    call.api.chats.store.set_fact("webhook", None)
    _drop_pending(call)
    return Answer(True, "Webhook was deleted" if was_set else "Webhook is already deleted")


def _drop_pending(call: Call) -> None:
    if call.given("drop_pending_updates"):
        call.api.chats.store.keep_last_updates(0)


def _check_webhook(webhook: Json, peers: frozenset[str]) -> None:
    """Telegram wants HTTPS; the stand-in takes plain HTTP as well, and no other machine than this and `peers`."""
    url = urlsplit(webhook["url"])
    if url.scheme not in ("http", "https") or not url.hostname:
        raise bad_request("invalid webhook URL specified")
    if not is_loopback(url.hostname) and url.hostname not in peers:
        raise bad_request("bad webhook: the sandbox reaches this machine only")
    if len(webhook["secret_token"]) > SECRET_LIMIT:
        raise bad_request("secret token is too long")
    if not _SECRET.fullmatch(webhook["secret_token"]):
        raise bad_request("secret token contains unallowed characters")


@method("getWebhookInfo")
async def get_webhook_info(call: Call) -> Any:
    store = call.api.chats.store
    webhook, error = store.fact("webhook") or {}, store.fact("webhook_error") or {}
    info = {"url": webhook.get("url", ""), "has_custom_certificate": False, "pending_update_count": store.pending_count()}
    more = {
        "max_connections": webhook.get("max_connections"),
        "allowed_updates": store.fact("allowed_updates"),
        "last_error_date": error.get("date"),
        "last_error_message": error.get("message"),
    }
    return {**info, **{name: value for name, value in more.items() if value is not None}}


@method("logOut")
async def log_out(call: Call) -> Any:
    return True


@method("close")
async def close(call: Call) -> Any:
    return True
