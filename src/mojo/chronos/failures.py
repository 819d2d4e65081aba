"""The table that turns a failure into a translated sentence."""

from mojo.shared.errors import MojoException
from mojo.shared.i18n.translator import Translator
from mojo.shared.model.text import Arg, Text, text
from mojo.shared.util.trace import current_trace, new_trace


def reference() -> str:
    """Return the number that people are shown and that finds this story in the log."""
    return (current_trace() or new_trace()).reference


def explain(error: MojoException, translator: Translator) -> Text:
    """Say what `error` means: the message of its code, or of the nearest class above it that has one.

    `weather.place_not_found` is the message `error-weather-place-not-found`; its arguments are the error's params.
    """
    codes = (kind.code for kind in type(error).__mro__ if issubclass(kind, MojoException))
    ids = ("error-" + code.replace(".", "-").replace("_", "-") for code in codes)
    found = next((id for id in ids if translator.has(id)), "error-unexpected")
    args = {name: _arg(name, value, translator) for name, value in error.params.items()}
    return Text(found, {**args, "reference": reference()})


def unexpected() -> Text:
    """Say that it is our fault, and the reference."""
    return text("error-unexpected", reference=reference())


def _arg(name: str, value: object, translator: Translator) -> Arg:
    if name == "service" and translator.has(id := f"service-{str(value).replace('_', '-')}"):
        return text(id)
    return value if isinstance(value, str | int | float | Text) else str(value)
