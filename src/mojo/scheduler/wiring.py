"""Provides the jobs that features brought, to every service."""

from dishka import Provider, Scope

from mojo.scheduler.registry import find_jobs
from mojo.shared.ports import Jobs

provider = Provider(scope=Scope.APP)
provider.provide(find_jobs, provides=Jobs)
