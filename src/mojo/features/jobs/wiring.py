"""How the jobs feature is built in a running Mojo."""

from dishka import Provider, Scope

from mojo.features.jobs.following import Following
from mojo.features.jobs.service import JobsService
from mojo.features.jobs.watching import RunsService
from mojo.shared.run_ports import RunFollowers

provider = Provider(scope=Scope.APP)
provider.provide(Following)
provider.alias(source=Following, provides=RunFollowers)
provider.provide(JobsService)
provider.provide(RunsService)
