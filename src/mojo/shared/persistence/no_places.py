"""Where people are while nothing keeps it: a feature that does takes the place of this."""

from mojo.shared.model.places import Place


class NoPlaces:
    """Keeps `Places` for an installation without the feature `location`."""

    async def position_of(self, user_id: str) -> Place | None:
        return None

    async def saved(self, user_id: str) -> list[Place]:
        return []
