"""Who is in the house."""

from datetime import UTC, datetime

from mojo.shared.model.people import Principal

NOON = datetime(2026, 7, 1, 12, 0, tzinfo=UTC)
ANNA = Principal(user_id="anna", name="Anna", scopes=frozenset({"notify:read", "notify:write"}))
BEN = Principal(user_id="ben", name="Ben", scopes=frozenset({"notify:read", "notify:write"}))
BOSS = Principal(user_id="ben", name="Ben", scopes=frozenset({"*"}))
