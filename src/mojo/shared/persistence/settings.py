"""What must hold of REDIS_URL; the setting itself is one of the core's."""

from collections.abc import Iterator

from mojo.shared.errors import ConfigurationError
from mojo.shared.persistence.target import parse_target
from mojo.shared.settings import Settings


def rules(settings: Settings) -> Iterator[str]:
    """Refuse a URL that leads nowhere together with whatever else is wrong, and not only when somebody first connects."""
    url = settings.core.redis_url.get_secret_value()
    try:
        if url:
            parse_target(url)
    except ConfigurationError as error:
        yield error.detail.replace(" cannot be used", "", 1)
