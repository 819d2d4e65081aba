"""What may be said of an exception. Some quote what they were given: a URL with its token, a body, a person's words.

Those that are known to do so are told in our own words. What is left is searched for what was confided and, when the line is
written, for secrets.
"""

import traceback
from collections.abc import Callable, Iterator
from typing import Any

from mojo.shared.util.confided import Confided, current_confided

MAX_PROBLEMS = 5


def message_of(error: BaseException) -> str:
    """Return the exception's message, as far as it may be seen."""
    told = _in_our_words(error)
    if told is None:
        told = _quietly(lambda: str(error))
        confided: Confided | None = current_confided()
        told = confided.strike(told) if confided and told else told
    return told


def raw_message_of(error: BaseException) -> str:
    """Return what the exception itself says, to find it in a text."""
    return _quietly(lambda: str(error))


def text_of(error: BaseException) -> str:
    """Return the traceback with its whole chain, each message as `message_of` has it. Frames show source code, never values."""
    return "".join(_lines(error, set()))


def _lines(error: BaseException, seen: set[int]) -> Iterator[str]:
    seen.add(id(error))
    before = error.__cause__ or (None if error.__suppress_context__ else error.__context__)
    if before is not None and id(before) not in seen:
        yield from _lines(before, seen)
        how = "The above exception was the direct cause of" if error.__cause__ else "During handling of the above exception,"
        yield f"\n{how} the following exception\n\n"
    yield "Traceback (most recent call last):\n"
    yield from traceback.format_tb(error.__traceback__)
    yield f"{_name(type(error))}: {message_of(error)}\n"
    for inner in getattr(error, "exceptions", ()):
        if isinstance(inner, BaseException) and id(inner) not in seen:
            yield "One of the exceptions in this group:\n"
            yield from _lines(inner, seen)


def _name(kind: type) -> str:
    return kind.__qualname__ if kind.__module__ in ("builtins", "__main__") else f"{kind.__module__}.{kind.__qualname__}"


def _in_our_words(error: BaseException) -> str | None:
    """Tell those apart by what they have, not by their class, for which their library would have to be imported."""
    if (request := getattr(error, "request_info", None)) is not None:  # aiohttp.ClientResponseError and below
        host = _quietly(lambda: str(request.real_url.host))
        return f"{host} answered with HTTP {getattr(error, 'status', 0)}"
    problems = getattr(error, "errors", None)
    if callable(problems):  # pydantic.ValidationError, fastapi's RequestValidationError
        return _validation(problems)
    if type(error).__module__.startswith("aiohttp") and "url" in type(error).__name__.lower():
        return "an address that cannot be used"
    if isinstance(error, UnicodeError):
        return "text that cannot be encoded or decoded"
    return None


def _validation(problems: Callable[[], Any]) -> str | None:
    try:
        found = list(problems())
        told = [f"{_where(item['loc'])} {item['type']}" for item in found[:MAX_PROBLEMS]]
    except Exception:  # some other class's `errors`
        return None
    return f"{len(found)} problems: " + "; ".join(told)


def _where(place: Any) -> str:
    """Return where a problem is. A part that is no plain field name may have been made up by whoever sent it."""
    parts = place if isinstance(place, tuple | list) else (place,)
    return ".".join(str(part) if _is_field(part) else "?" for part in parts) or "?"


def _is_field(part: Any) -> bool:
    return isinstance(part, int) or (isinstance(part, str) and len(part) <= 32 and part.isidentifier() and part.islower())


def _quietly(say: Callable[[], str]) -> str:
    try:
        return say()
    except Exception as error:  # an exception that cannot be told must not break the one who tells it
        return f"(unspeakable: {type(error).__name__})"
