"""What goes wrong with places, named once."""

from mojo.shared.errors import Conflict, NotFound


class NotShared(NotFound):
    """There is nobody of that name who shares where they are with the asker: which of the two it is, is not said."""

    code = "location.not_shared"


class NoPosition(NotFound):
    """One's own position is not known yet."""

    code = "location.no_position"


class NoSuchZone(NotFound):
    """The person has no such zone."""

    code = "location.no_such_zone"


class LinkOver(NotFound):
    """The link was never good, or is not any more."""

    code = "location.link_over"


class TooMany(Conflict):
    """There are as many as there may be; `params["limit"]` is how many."""

    code = "location.too_many"
