"""Builds the account service."""

from dishka import Provider, Scope, provide

from mojo.features.account.service import AccountService
from mojo.features.account.settings import AccountSettings
from mojo.shared.i18n.translator import Translator
from mojo.shared.ports import Admission, Invitations, People
from mojo.shared.settings import Settings
from mojo.shared.util.clock import Clock


class AccountProvider(Provider):
    """The service, and the port it provides."""

    scope = Scope.APP

    @provide
    def service(
        self, people: People, invitations: Invitations, translator: Translator, clock: Clock, settings: Settings
    ) -> AccountService:
        return AccountService(people, invitations, translator, clock, settings[AccountSettings].admission)

    @provide
    def admission(self, service: AccountService) -> Admission:
        return service


provider = AccountProvider()
