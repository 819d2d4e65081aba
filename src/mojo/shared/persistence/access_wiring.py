"""How the stores behind the gate are built: on Redis, or in memory."""

from datetime import timedelta

from dishka import Provider

from mojo.shared.auth.access import StoredAccess
from mojo.shared.auth.access_tokens import AccessTokenStore
from mojo.shared.auth.attempts import AttemptStore
from mojo.shared.auth.credentials import LoginCodes, Passwords
from mojo.shared.auth.guard import Guard
from mojo.shared.auth.keys import KeyRing, RingStore
from mojo.shared.auth.sessions import SessionStore
from mojo.shared.auth.settings import AuthSettings
from mojo.shared.auth.tokens import random_text
from mojo.shared.persistence import memory_access
from mojo.shared.persistence.access_tokens import RedisAccessTokens
from mojo.shared.persistence.attempts import RedisAttempts
from mojo.shared.persistence.credentials import RedisLoginCodes, RedisPasswords, RedisRing
from mojo.shared.persistence.guard import RedisGuard
from mojo.shared.persistence.memory_guard import MemoryGuard
from mojo.shared.persistence.secret_file import read_or_make
from mojo.shared.persistence.sessions import RedisSessions
from mojo.shared.ports import Access
from mojo.shared.settings import Settings
from mojo.shared.util.clock import Clock

SECRET_FILE = "signing-secret"  # noqa: S105  # its name
SECRET_DIGITS = 43


def provide_access(provider: Provider) -> None:
    """Let `provider` build the stores on Redis."""
    provider.provide(RedisAttempts, provides=AttemptStore)
    provider.provide(RedisSessions, provides=SessionStore)
    provider.provide(RedisAccessTokens, provides=AccessTokenStore)
    provider.provide(RedisLoginCodes, provides=LoginCodes)
    provider.provide(RedisPasswords, provides=Passwords)
    provider.provide(RedisRing, provides=RingStore)
    provider.provide(RedisGuard, provides=Guard)
    provider.provide(StoredAccess, provides=Access)
    provider.provide(_key_ring)


def provide_access_in_memory(provider: Provider) -> None:
    """Let `provider` build the stores in memory."""
    provider.provide(memory_access.MemoryAttempts, provides=AttemptStore)
    provider.provide(memory_access.MemorySessions)
    provider.alias(source=memory_access.MemorySessions, provides=SessionStore)
    provider.provide(memory_access.MemoryAccessTokens)
    provider.alias(source=memory_access.MemoryAccessTokens, provides=AccessTokenStore)
    provider.provide(memory_access.MemoryLoginCodes, provides=LoginCodes)
    provider.provide(memory_access.MemoryPasswords, provides=Passwords)
    provider.provide(memory_access.MemoryRing, provides=RingStore)
    provider.provide(MemoryGuard, provides=Guard)
    provider.provide(StoredAccess, provides=Access)
    provider.provide(_key_ring_in_memory)


def _key_ring(store: RingStore, settings: Settings, clock: Clock) -> KeyRing:
    auth = settings[AuthSettings]
    secret = auth.key_secret.get_secret_value()
    secret = secret or read_or_make(settings.core.data_dir / SECRET_FILE, lambda: random_text(SECRET_DIGITS))
    return KeyRing(store, secret, timedelta(days=auth.key_days), clock)


def _key_ring_in_memory(store: RingStore, settings: Settings, clock: Clock) -> KeyRing:
    return KeyRing(store, random_text(SECRET_DIGITS), timedelta(days=settings[AuthSettings].key_days), clock)
