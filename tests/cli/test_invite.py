"""`mojo invite`: what the shell makes lets somebody in, and a code can be scanned."""

import re
from collections.abc import Callable
from subprocess import CompletedProcess

import pytest

from mojo.cli.panel import qr_code
from mojo.features.account.admission import AdmissionDesk
from mojo.shared.context import AppName
from mojo.shared.persistence.codes import new_code
from tests.support import context_for

pytestmark = pytest.mark.enable_socket


async def test_the_code_lets_in_as_wished(mojo: Callable[..., CompletedProcess[str]], redis_url: str) -> None:
    done = mojo(
        "invite", "--role", "guest", "--language", "de", "--timezone", "Europe/Berlin", "--note", "Oma", REDIS_URL=redis_url
    )
    assert done.returncode == 0, done.stderr
    assert done.stdout.startswith("Invitation for one person as guest, good until ")
    (code,) = re.findall(r"Code  (\S+)", done.stdout)
    context = context_for(AppName.CHRONOS, {"REDIS_URL": redis_url, "CHRONOS_ADMISSION": "invited"})
    try:
        came = await (await context.get(AdmissionDesk)).admit(7, "Oma", "en", code)
        assert came is not None
        assert (came.role, came.language, came.timezone) == ("guest", "de", "Europe/Berlin")
    finally:
        await context.close()


@pytest.mark.parametrize("wrong", [["--role", "king"], ["--uses", "0"], ["--scope", "no:such"], ["--language", "fr"]])
def test_what_cannot_be_is_refused_with_its_name(
    mojo: Callable[..., CompletedProcess[str]], redis_url: str, wrong: list[str]
) -> None:
    done = mojo("invite", *wrong, REDIS_URL=redis_url)
    assert (done.returncode, done.stdout) == (1, "")
    assert wrong[0].removeprefix("--").removesuffix("e").removesuffix("s") in done.stderr
    assert "Traceback" not in done.stderr


def test_a_link_fits_an_ordinary_terminal_and_is_left_out_of_a_narrow_one() -> None:
    link = f"https://t.me/mojo_of_olga_bot?start={new_code()}"
    drawn = qr_code(link, 80)
    assert len(drawn.splitlines()) > 15
    assert qr_code(link, 30) == ""
