"""The commands, and what becomes of what they raise."""

import sys
from collections.abc import Callable, Coroutine
from pathlib import Path
from typing import Annotated, Any, NoReturn

import typer

from mojo import __version__
from mojo.cli.exit_codes import EX_CONFIG, EX_FAILURE
from mojo.shared.errors import ConfigurationError, MojoException

_HELP = """Mojo: one hub for your automation. An API, a Telegram bot and a scheduler around one Redis.

Exit codes: 0 all well, 1 it failed, 2 wrong usage, 78 the settings need mending.
"""
_EXAMPLES = """Examples:

  mojo up                          everything, with nothing to set up

  STAGE=PROD mojo up --separate    everything, one process a service

  mojo doctor                      what is wrong, and what to do about it

  mojo invite --role guest         let somebody in

  mojo backup                      everything in one file, tried out

  mojo restore latest              the last of them in the place of the data

  mojo env-example > .env          every setting there is
"""

cli = typer.Typer(
    help=_HELP,
    epilog=_EXAMPLES,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
    add_completion=False,
    no_args_is_help=True,
)

logs = typer.Typer(help="What the log says, and its way to Elasticsearch and Kibana.", no_args_is_help=True)
cli.add_typer(logs, name="logs")

schedules = typer.Typer(help="Look at what is declared to happen by itself.", no_args_is_help=True)
cli.add_typer(schedules, name="schedules")


def run() -> None:
    """Run the command line of this process."""
    try:
        cli(prog_name="mojo")
    except ConfigurationError as error:
        _fail(error, EX_CONFIG)
    except MojoException as error:
        _fail(error, EX_FAILURE)


@cli.command()
def up(
    separate: Annotated[bool, typer.Option("--separate", help="Give every service a process of its own.")] = False,
) -> None:
    """Run everything: API, Chronos, Scheduler, and what they need that is not set up.

    Without REDIS_URL it embeds a Valkey; in DEV without TELEGRAM_BOT_TOKEN the sandbox stands in for the outside world.
    """
    from mojo.cli.up import up as run_up

    _run(lambda environ: run_up(environ, separate))


@cli.command()
def api() -> None:
    """Run the API alone. Needs REDIS_URL, or a `mojo up` on the same data directory."""
    _run_alone("api")


@cli.command()
def chronos() -> None:
    """Run Chronos, the Telegram bot, alone."""
    _run_alone("chronos")


@cli.command()
def scheduler() -> None:
    """Run the Scheduler alone. Any number of them may run side by side."""
    _run_alone("scheduler")


@cli.command()
def sandbox() -> None:
    """Run the stand-ins for the outside world alone, with their chat page."""
    _run_alone("sandbox")


@cli.command()
def doctor() -> None:
    """Check the settings, the store and every outside service; say what is wrong and what to do about it.

    Works while Mojo runs and when it does not.
    """
    from mojo.cli.doctor import doctor as examine

    _run(examine)


@schedules.command("diff")
def schedules_diff() -> None:
    """Print what the next start of the Scheduler will change: declared in code and mojo.yaml, against what is stored."""
    from mojo.cli.schedules import diff

    _run(diff)


@logs.command("setup")
def logs_setup() -> None:
    """Tell Elasticsearch and Kibana what log lines look like: templates, how long they are kept, searches, dashboards.

    Needs LOGS_ELASTICSEARCH_URL and who may write there. May be run as often as one likes; says what it did.
    """
    from mojo.cli.logs import setup

    _run(setup)


@logs.command("level")
def logs_level(
    logger: Annotated[str, typer.Argument(help="Such as mojo.scheduler; root for all that have none of their own.")] = "",
    level: Annotated[str, typer.Argument(help="DEBUG, INFO, WARNING, ERROR; or normal, as it was at start.")] = "",
    for_: Annotated[str, typer.Option("--for", help="For how long, such as 30m or 2h.")] = "1h",
) -> None:
    """Let a logger say more or less for a while, in every process of this Mojo within seconds; without a logger, list them."""
    from mojo.cli.logs import level as change

    _run(lambda environ: change(environ, logger, level.upper() if level != "normal" else level, for_))


@cli.command()
def invite(
    *,
    role: Annotated[str | None, typer.Option(help="What they will be: admin, member, guest ... Without it: member.")] = None,
    scope: Annotated[list[str] | None, typer.Option(help="A scope to give besides the role; may be repeated.")] = None,
    uses: Annotated[int, typer.Option(help="How many people may come in by it.")] = 1,
    expires: Annotated[float, typer.Option(help="Hours for which it is good.")] = 72,
    language: Annotated[str | None, typer.Option(help="The language they are spoken to in, such as de.")] = None,
    timezone: Annotated[str | None, typer.Option(help="Their time zone, such as Europe/Lisbon.")] = None,
    note: Annotated[str, typer.Option(help="A note for whoever looks through the invitations.")] = "",
) -> None:
    """Invite somebody: print a code, a link and a QR code that let them in.

    Needs REDIS_URL, or a `mojo up` on the same data directory.
    """
    from mojo.cli.invite import invite as make

    wish: dict[str, object] = {"uses": uses, "expires_in_h": expires, "note": note, "scopes": scope or []}
    wish |= {name: value for name, value in {"role": role, "language": language, "timezone": timezone}.items() if value}
    _run(lambda environ: make(environ, wish))


keys = typer.Typer(help="The keys that sign access tokens.", no_args_is_help=True)
cli.add_typer(keys, name="keys")


@keys.command()
def rotate() -> None:
    """Let a new key sign. The last one is good for 16 minutes more, so nobody is logged out.

    Needs REDIS_URL, or a `mojo up` on the same data directory.
    """
    from mojo.cli.keys import rotate as run_rotate

    _run(run_rotate)


@cli.command()
def backup(
    to: Annotated[str | None, typer.Option(help="A folder or s3://bucket/prefix, instead of BACKUP_TO.")] = None,
    list: Annotated[bool, typer.Option("--list", help="Only list the backups that are kept there.")] = False,
) -> None:
    """Put everything Mojo keeps into one file, and try it out before it counts.

    Works while Mojo runs and when it does not. BACKUP_PASSPHRASE or BACKUP_RECIPIENTS encrypts it.
    """
    from mojo.cli.backup import backup as make
    from mojo.cli.backup import listed

    _run(lambda environ: listed(environ, to) if list else make(environ, to))


@cli.command()
def restore(
    backup: Annotated[str, typer.Argument(help="A file, the name of a backup in BACKUP_TO, or `latest`.")],
    overwrite: Annotated[bool, typer.Option("--overwrite", help="Put it in the place of data that is there.")] = False,
    identity: Annotated[Path | None, typer.Option(help="File with the secret age key, if a public one encrypted it.")] = None,
) -> None:
    """Put a backup back. Mojo must not run; a file that is not whole, or not ours to open, changes nothing.

    BACKUP_PASSPHRASE opens an encrypted one; at a terminal you are asked for it.
    """
    from mojo.cli.restore import restore as put_back

    _run(lambda environ: put_back(environ, backup, overwrite, identity))


@cli.command()
def export(
    person: Annotated[str | None, typer.Option(help="Name or id of the one person it is about. Without it: everybody.")] = None,
    to: Annotated[Path | None, typer.Option(help="A file that does not exist yet. Without it: the standard output.")] = None,
) -> None:
    """Write what Mojo knows about people as JSON, a line for each, for other programs. Nothing secret is in it.

    Works while Mojo runs and when it does not. To move Mojo itself, use `mojo backup`.
    """
    from mojo.cli.export import export as write

    _run(lambda environ: write(environ, person, to))


@cli.command()
def version() -> None:
    """Print the version."""
    typer.echo(f"mojo {__version__}")


@cli.command("env-example")
def env_example_command() -> None:
    """Print every setting with its default and meaning, ready to become `.env`."""
    from mojo.cli.env_example import env_example

    typer.echo(env_example(), nl=False)


def _run_alone(host: str) -> None:
    from mojo.cli.alone import alone

    _run(lambda environ: alone(host, environ))


def _run(main: Callable[[dict[str, str]], Coroutine[Any, Any, None]]) -> None:
    from mojo.cli.lifetime import run_process
    from mojo.shared.settings import read_environment

    run_process(main(read_environment()))


def _fail(error: MojoException, code: int) -> NoReturn:
    typer.echo(f"error: {error.detail}", err=True)
    sys.stdout.flush()
    raise SystemExit(code)
