"""Builds the account service and the desk at the entrance."""

from dishka import Provider, Scope

from mojo.features.account.admission import AdmissionDesk
from mojo.features.account.service import AccountService
from mojo.features.account.settings import AccountSettings
from mojo.shared.ports import Admission, Attempts, Audit, Invitations, People
from mojo.shared.settings import Settings
from mojo.shared.util.clock import Clock

provider = Provider(scope=Scope.APP)
provider.provide(AccountService)


@provider.provide
def _desk(
    *, people: People, invitations: Invitations, attempts: Attempts, audit: Audit, clock: Clock, settings: Settings
) -> AdmissionDesk:
    return AdmissionDesk(
        people=people,
        invitations=invitations,
        attempts=attempts,
        audit=audit,
        clock=clock,
        rule=settings[AccountSettings].admission,
    )


provider.alias(source=AdmissionDesk, provides=Admission)
