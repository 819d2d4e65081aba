"""What FastAPI cannot know about our API: bearer tokens, and that every failure is a problem."""

from typing import Any

from mojo.api.problems import CONTENT_TYPE, Problem

_PROBLEM = {CONTENT_TYPE: {"schema": {"$ref": "#/components/schemas/Problem"}}}
_FAILURE = {"description": "What went wrong, as an RFC 9457 problem.", "content": _PROBLEM}
_REFUSALS = {
    "401": {"description": "No token, or none that is good.", "content": _PROBLEM},
    "403": {"description": "The token lacks the scope.", "content": _PROBLEM},
    "429": {"description": "Too many requests; `Retry-After` says when the next is let through.", "content": _PROBLEM},
    "503": {"description": "The store is away, so nobody can be let in.", "content": _PROBLEM},
}
_METHODS = {"get", "put", "post", "delete", "patch", "head", "options"}


def describe_house_rules(document: dict[str, Any]) -> dict[str, Any]:
    """Add to `document`, in place, the security scheme and the failures; return it."""
    components = document.setdefault("components", {})
    schemas = components.setdefault("schemas", {})
    for framework_own in ("HTTPValidationError", "ValidationError"):
        schemas.pop(framework_own, None)
    schemas |= _problem_schemas()
    components["securitySchemes"] = {
        "bearer": {
            "type": "http",
            "scheme": "bearer",
            "description": "Log in above with a code from /login in Chronos, or paste a token.",
        }
    }
    for path in document["paths"].values():
        for method in path.keys() & _METHODS:
            _summarise(path[method])
            _describe_failures(path[method])
    return document


def _summarise(operation: dict[str, Any]) -> None:
    """Let the docstring's first line be the summary, in place of the function's name."""
    first, _, rest = operation.pop("description", operation["summary"]).partition("\n")
    operation["summary"] = first.removesuffix(".")
    if rest.strip():
        operation["description"] = rest.strip()


def _describe_failures(operation: dict[str, Any]) -> None:
    responses = operation.setdefault("responses", {})
    if "422" in responses:
        responses["422"] = {"description": "The input breaks a rule.", "content": _PROBLEM}
    if operation.get("security"):
        responses |= _REFUSALS
    responses["default"] = _FAILURE


def _problem_schemas() -> dict[str, Any]:
    schema = Problem.model_json_schema(ref_template="#/components/schemas/{model}")
    parts: dict[str, Any] = schema.pop("$defs", {})
    return parts | {"Problem": schema}
