"""What `mojo logs setup` writes to Elasticsearch by default, as files for whoever would rather send them by hand."""

import json

from mojo.shared.log_shipping.settings import LogShippingSettings
from mojo.shared.log_shipping.templates import documents


def log_templates() -> dict[str, str]:
    """Return each file's text by its name, such as `ilm-policy`, in the order in which they are sent."""
    names = ("ilm-policy", "component-template", "index-template")
    made = documents(LogShippingSettings.model_validate({})).values()
    return {name: json.dumps(body, indent=2) + "\n" for name, body in zip(names, made, strict=True)}
