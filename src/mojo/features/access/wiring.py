"""Builds what guards the ways in."""

from collections.abc import Sequence
from datetime import timedelta

from dishka import Provider, Scope, provide

from mojo.features.access.attempts import Lockout
from mojo.features.access.credentials import PasswordService, TokenService
from mojo.features.access.page import LoginPage
from mojo.features.access.passwords import Hasher
from mojo.features.access.personal import OwnPassword
from mojo.features.access.service import Lifetimes, LoginService, PublicUrl, SessionService
from mojo.features.access.settings import AccessSettings
from mojo.features.access.ways import CodeWayIn, PasswordWayIn, WayIn
from mojo.shared.auth.credentials import LoginCodes, Passwords
from mojo.shared.auth.settings import AuthSettings
from mojo.shared.ports import Attempts
from mojo.shared.settings import Settings


class AccessProvider(Provider):
    """The services, the port `Attempts`, and the ways in."""

    scope = Scope.APP

    attempts = provide(Lockout, provides=Attempts)
    hasher = provide(Hasher)
    sessions = provide(SessionService)
    tokens = provide(TokenService)
    passwords = provide(PasswordService)
    own_password = provide(OwnPassword)

    @provide
    def ways(self, codes: LoginCodes, passwords: Passwords, hasher: Hasher) -> Sequence[WayIn]:
        return [CodeWayIn(codes), PasswordWayIn(passwords, hasher)]

    @provide
    def lifetimes(self, settings: Settings) -> Lifetimes:
        auth = settings[AuthSettings]
        return Lifetimes(timedelta(days=auth.session_idle_days), timedelta(days=auth.session_max_days))

    @provide
    def public_url(self, settings: Settings) -> PublicUrl:
        return PublicUrl(settings[AccessSettings].public_url)

    logins = provide(LoginService)
    page = provide(LoginPage)


provider = AccessProvider()
