"""What a person allows: to be tracked at all, who is told how much and for how long, and what is kept."""

import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from mojo.features.location.book import Book
from mojo.features.location.errors import LinkOver, TooMany
from mojo.features.location.model import Look, Precision, Profile, Share
from mojo.shared.auth.tokens import fingerprint, new_token
from mojo.shared.errors import InvalidInput, NotFound
from mojo.shared.model.audit import AuditOutcome
from mojo.shared.model.links import PublicUrl
from mojo.shared.model.people import Principal, User
from mojo.shared.ports import Audit, Documents, People
from mojo.shared.util.clock import Clock

LINK_KIND = "place"
LINK_PAGE = "/api/v1/location/shared"
LONGEST_SHARE = timedelta(days=30)
MOST_SHARES = 50
NO_END = timedelta(days=36_500)


@dataclass(frozen=True, slots=True)
class Opened:
    """A share that has just been made; `link` is shown this once and stored nowhere."""

    share: Share
    link: str | None = None


class Sharing:
    """Every method raises StoreUnavailable. A person decides for themselves only.

    What lets others know more is recorded before it takes effect, what lets them know less after (ADR 0021).
    """

    def __init__(
        self, book: Book, people: People, *, documents: Documents, audit: Audit, clock: Clock, public_url: PublicUrl
    ) -> None:
        self._book = book
        self._people = people
        self._documents = documents
        self._audit = audit
        self._clock = clock
        self._public_url = public_url

    async def profile(self, by: Principal) -> Profile:
        """Return what the person has allowed, without shares that are over."""
        profile, now = (await self._book.read(by.user_id)).profile, self._clock.now()
        return profile.model_copy(update={"shares": tuple(share for share in profile.shares if now < share.until)})

    async def turn(self, by: Principal, *, on: bool) -> Profile:
        """Begin or end taking the person's positions. What was taken before stays until it is erased."""
        update = {"on": on, "paused_until": self._clock.now() if on else None}
        return await self._change(by, "location.tracking_changed", update, now="on" if on else "off")

    async def set(
        self, by: Principal, *, on: bool | None = None, history_days: int | None = None, tell_me: bool | None = None
    ) -> Profile:
        """Do what is given of `turn`, `keep_history` and `be_told`. Raises InvalidInput."""
        if history_days is not None:
            await self.keep_history(by, history_days)
        if tell_me is not None:
            await self.be_told(by, tell_me=tell_me)
        if on is not None:
            await self.turn(by, on=on)
        return await self.profile(by)

    async def pause(self, by: Principal, span: timedelta | None) -> Profile:
        """Take no positions and show none for `span`; None is until `resume`. Raises InvalidInput."""
        if span is not None and not timedelta(0) < span <= NO_END:
            raise InvalidInput("minutes: more than 0, and at most a hundred years.", field="minutes")
        update = {"paused_until": self._clock.now() + (span or NO_END)}
        return await self._change(by, "location.tracking_changed", update, now="paused")

    async def resume(self, by: Principal) -> Profile:
        """End a pause."""
        return await self._change(by, "location.tracking_changed", {"paused_until": self._clock.now()}, now="resumed")

    async def allow(self, by: Principal, viewer_id: str, precision: Precision) -> Profile:
        """Let somebody know so much from now on; never also ends their shares and watches. Raises NotFound, InvalidInput."""
        if viewer_id == by.user_id:
            raise InvalidInput("viewer: somebody else.", field="viewer")
        await self._known(viewer_id)

        def change(profile: Profile) -> Profile:
            others = {viewer: given for viewer, given in profile.viewers.items() if viewer != viewer_id}
            if precision is not Precision.NEVER:
                return profile.model_copy(update={"viewers": {**others, viewer_id: precision}})
            return _without_viewer(profile.model_copy(update={"viewers": others}), viewer_id)

        if precision is Precision.NEVER:
            profile = await self._book.change(by.user_id, change)
            await self._audit.record(by, "location.viewer_changed", viewer_id, precision=precision.value)
            return profile
        await self._book.offer(viewer_id, by.user_id)
        await self._audit.record(by, "location.viewer_changed", viewer_id, precision=precision.value)
        return await self._book.change(by.user_id, change)

    async def keep_history(self, by: Principal, days: int) -> Profile:
        """Keep where the person was for so many days; what is older goes at once, and 0 keeps none. Raises InvalidInput."""
        if not 0 <= days <= 3650:
            raise InvalidInput("history_days: 0 to 3650.", field="history_days")
        profile = await self._change(by, "location.history_changed", {"history_days": days}, days=str(days))
        await self._book.forget_history(by.user_id, self._clock.now() - timedelta(days=days) if days else None)
        return profile

    async def be_told(self, by: Principal, *, tell_me: bool) -> Profile:
        """Send the person a notice whenever somebody looks, or not."""
        return await self._book.change(by.user_id, lambda profile: profile.model_copy(update={"tell_me": tell_me}))

    async def share(self, by: Principal, viewer_id: str | None, precision: Precision, span: timedelta) -> Opened:
        """Let somebody look for `span`, or whoever has the link that is returned. Raises InvalidInput, NotFound, TooMany."""
        if not timedelta(minutes=1) <= span <= LONGEST_SHARE:
            raise InvalidInput(f"minutes: 1 to {LONGEST_SHARE // timedelta(minutes=1)}.", field="minutes")
        if precision is Precision.NEVER:
            raise InvalidInput("precision: exact, city or zone.", field="precision")
        if viewer_id is not None:
            await self._known(viewer_id)
            await self._book.offer(viewer_id, by.user_id)
        until = self._clock.now() + span
        share = Share(id=secrets.token_hex(4), viewer=viewer_id, precision=precision, until=until)
        await self._audit.record(by, "location.share_opened", viewer_id or f"link:{share.id}", precision=precision.value)
        link = None if viewer_id else await self._link(by.user_id, share, span)
        await self._book.change(by.user_id, lambda profile: _with_share(profile, share, self._clock.now()))
        return Opened(share, link)

    async def end_share(self, by: Principal, share_id: str) -> None:
        """Take a share back. Raises NotFound."""
        profile = await self.profile(by)
        if not any(share.id == share_id for share in profile.shares):
            raise NotFound("There is no such share, or it is over.")
        await self._book.change(by.user_id, lambda now: _without_share(now, share_id))
        await self._audit.record(by, "location.share_closed", share_id)

    async def behind_link(self, token: str) -> tuple[str, Share]:
        """Return whose share a link is, and the share. Raises LinkOver whatever is wrong with it."""
        found = await self._documents.read(_link_key(token))
        if found is not None:
            user_id, share_id = found
            profile, now = (await self._book.read(user_id)).profile, self._clock.now()
            share = next((one for one in profile.shares if one.id == share_id and now < one.until), None)
            if share is not None:
                return user_id, share
        raise LinkOver("This link is not good, or not any more.")

    async def looks(self, by: Principal, limit: int = 50) -> list[Look]:
        """Return who looked at the person's place, newest first."""
        return await self._book.looks(by.user_id, limit)

    async def erase(self, by: Principal) -> None:
        """Delete where the person is and was. What they allowed stays."""
        await self._book.forget_track(by.user_id)
        await self._audit.record(by, "location.erased")

    async def viewers(self, by: Principal) -> list[User]:
        """Return everybody else, by name: those who could be allowed to look."""
        others = [user for user in await self._people.list_users() if user.id != by.user_id]
        return sorted(others, key=lambda user: user.name.casefold())

    async def forget(self, user_id: str) -> None:
        """Delete everything about a person who is leaving, and what others allowed them."""
        await self._book.forget(user_id)
        for user in await self._people.list_users():
            if user.id != user_id:
                await self._book.change(user.id, lambda profile: _without_viewer(profile, user_id))

    async def _known(self, viewer_id: str) -> None:
        if await self._people.get_user(viewer_id) is None:
            raise NotFound("There is no such person.", person=viewer_id)

    async def _change(self, by: Principal, action: str, update: Mapping[str, object], **details: str) -> Profile:
        if details.get("now") in ("on", "resumed"):
            await self._audit.record(by, action, by.user_id, AuditOutcome.DONE, **details)
            return await self._book.change(by.user_id, lambda profile: profile.model_copy(update=update))
        profile = await self._book.change(by.user_id, lambda profile: profile.model_copy(update=update))
        await self._audit.record(by, action, by.user_id, AuditOutcome.DONE, **details)
        return profile

    async def _link(self, user_id: str, share: Share, span: timedelta) -> str:
        token = new_token(LINK_KIND)
        await self._documents.write(_link_key(token), [user_id, share.id], span.total_seconds())
        return f"{self._public_url}{LINK_PAGE}#{token}"


def _link_key(token: str) -> str:
    return f"location:link:{fingerprint(token)}"


def _with_share(profile: Profile, share: Share, now: datetime) -> Profile:
    running = tuple(one for one in profile.shares if now < one.until)
    if len(running) >= MOST_SHARES:
        raise TooMany(f"shares: at most {MOST_SHARES} at once; end one first.", limit=MOST_SHARES)
    return profile.model_copy(update={"shares": (*running, share)})


def _without_share(profile: Profile, share_id: str) -> Profile:
    return profile.model_copy(update={"shares": tuple(share for share in profile.shares if share.id != share_id)})


def _without_viewer(profile: Profile, viewer_id: str) -> Profile:
    """Return a profile that gives `viewer_id` nothing at all."""
    return profile.model_copy(
        update={
            "viewers": {viewer: given for viewer, given in profile.viewers.items() if viewer != viewer_id},
            "shares": tuple(share for share in profile.shares if share.viewer != viewer_id),
            "watches": tuple(watch for watch in profile.watches if watch.watcher != viewer_id),
        }
    )
