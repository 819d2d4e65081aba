"""What `mojo up` prints for the person who started it."""

import io
import textwrap

from mojo.cli.run_file import RunInfo

WIDTH = 80
_LABEL = 12


def panel(info: RunInfo, unhealthy: list[str]) -> str:
    """Return the panel as plain text; links are never broken over lines, because people click them."""
    lines = [f"─── Mojo {info.version} ".ljust(WIDTH, "─"), "", *_places(info), "", *_door(info)]
    if info.stand_ins:
        lines += ["", *_stand_ins(info)]
    if unhealthy:
        lines += ["", _row("Not yet up", ", ".join(unhealthy)), _row("", "Mojo goes on trying; `mojo doctor` says more.")]
    return "\n".join([*lines, "", _row("Stop", "Ctrl-C"), "─" * WIDTH, ""])


def qr_code(words: str, columns: int) -> str:
    """Return `words` as a QR code (ISO/IEC 18004) of block characters, empty if it does not fit into so many columns."""
    import segno  # only who sees one pays for it

    code = segno.make(words, error="l", micro=False)
    if code.symbol_size(border=2)[0] > columns:
        return ""
    drawn = io.StringIO()
    code.terminal(drawn, border=2, compact=True)
    return drawn.getvalue()


def _places(info: RunInfo) -> list[str]:
    rows = [("Chat", info.chat_page), ("API", info.base_url), ("API docs", info.docs_url), ("Data", str(info.data_dir))]
    return [_row(label, value) for label, value in rows if value]


def _door(info: RunInfo) -> list[str]:
    rows = []
    if info.owner_invitation:
        code, link = info.owner_invitation.code, info.owner_invitation.link
        rows += [_row("Come in", link)] if "://" in link else []
        rows.append(_row("" if rows else "Come in", f"as the owner: write /start {code} to Chronos"))
    if info.development_token:
        rows += [_row("API token", info.development_token), _row("", "for development; DEV only")]
    return rows


def _stand_ins(info: RunInfo) -> list[str]:
    """Say what is not real, and what makes it so."""
    rows = [_row("Stand-ins", "Nothing of this leaves the machine. To have the real thing:")]
    for note in info.stand_ins:
        about = textwrap.wrap(f"{note.name}: {note.cure}", WIDTH - _LABEL - 2, break_long_words=False, break_on_hyphens=False)
        rows += [_row("", line) for line in about]
    return rows


def _row(label: str, value: str) -> str:
    return f"  {label:<{_LABEL}}{value}"
