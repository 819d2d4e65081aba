"""What can be wrong with the ways to Amazon and Google, where they are set up."""

from mojo.shared.checks import Check
from mojo.shared.context import AppContext
from mojo.shared.errors import ExternalServiceError
from mojo.shared.external.aws import Aws
from mojo.shared.external.google import Google
from mojo.shared.external.settings import AwsSettings, GoogleSettings
from mojo.shared.health import Health, State
from mojo.shared.settings import Settings

AWS, GOOGLE = "aws_sts", "google_gmail"
_GMAIL_SCOPES = ["https://www.googleapis.com/auth/gmail.modify"]


def _aws_is_used(settings: Settings) -> bool:
    return settings[AwsSettings].is_set_up


def _google_is_used(settings: Settings) -> bool:
    return settings[GoogleSettings].is_set_up


async def _aws(context: AppContext) -> Health:
    """Ask Amazon who we are, which needs no permission but a good key."""
    if not _aws_is_used(context.settings):
        return Health(AWS, State.HEALTHY, "not set up")
    try:
        await (await context.get(Aws)).service("sts").call("get_caller_identity")
    except ExternalServiceError as failure:
        return Health(
            AWS, State.DOWN, failure.detail, cure="Check AWS_ACCESS_KEY_ID, AWS_SECRET_ACCESS_KEY and AWS_ENDPOINT_URL."
        )
    return Health(AWS, State.HEALTHY)


async def _google(context: AppContext) -> Health:
    """Ask Google for a token."""
    if not _google_is_used(context.settings):
        return Health(GOOGLE, State.HEALTHY, "not set up")
    try:
        await (await context.get(Google)).api("gmail", "v1", _GMAIL_SCOPES).check()
    except ExternalServiceError as failure:
        return Health(GOOGLE, State.DOWN, failure.detail, cure="Get new credentials and let GOOGLE_CREDENTIALS_FILE name them.")
    return Health(GOOGLE, State.HEALTHY)


checks = [Check(AWS, _aws, outside=_aws_is_used), Check(GOOGLE, _google, outside=_google_is_used)]
