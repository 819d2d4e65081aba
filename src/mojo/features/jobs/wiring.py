"""How the jobs feature is built in a running Mojo."""

from dishka import Provider, Scope

from mojo.features.jobs.service import JobsService
from mojo.features.jobs.watching import RunsService

provider = Provider(scope=Scope.APP)
provider.provide(JobsService)
provider.provide(RunsService)
