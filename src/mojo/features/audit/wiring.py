"""Builds the audit service."""

from dishka import Provider, Scope

from mojo.features.audit.service import AuditService

provider = Provider(scope=Scope.APP)
provider.provide(AuditService)
