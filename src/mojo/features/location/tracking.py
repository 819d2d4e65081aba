"""From what devices say to where somebody is: clocks put right, order and repetition borne, fences moved. Nothing here stores."""

from datetime import datetime, timedelta

from mojo.features.location import fences
from mojo.features.location.geo import bearing_deg, distance_m
from mojo.features.location.model import Fence, Fix, Motion, Passed, Profile, Report, Source, Track

AHEAD = timedelta(seconds=30)
"""A device's clock may be so much ahead before we call it wrong; what is ahead is dated now in any case."""
OLDEST = timedelta(days=30)
"""A phone may have been without network for so long; what is older comes from a clock that was never set."""
_STANDING_MS = 0.8
_FASTEST_MS = 340.0
"""What goes faster is a fix that was wrong: airliners do not, nor do people in them."""
_SHORTEST = timedelta(seconds=10)
"""Over less than this the error of a fix passes for a speed: 200 m in a second would be 720 km/h."""
_TURNED = timedelta(minutes=2)
"""A direction that is taken from fixes every second looks back this far at most."""
_FORGOTTEN = timedelta(minutes=15)
"""Older fixes say nothing about where somebody is heading."""


def dated(report: Report, now: datetime) -> Fix:
    """Return the report with a time that can be compared: never ahead of ours, nor before phones had networks."""
    wrong = report.taken_at > now + AHEAD or (report.source is not Source.GPX and report.taken_at < now - OLDEST)
    taken_at = now if wrong else min(report.taken_at, now)
    return Fix(**{**vars(report), "taken_at": taken_at}, received_at=now, clock_wrong=wrong)


def advanced(user_id: str, profile: Profile, track: Track, fix: Fix) -> tuple[Track, list[Passed]]:
    """Return the track after `fix`, and what was passed. A fix that is not newer than the latest changes nothing."""
    if track.latest is not None and not _is_newer(fix, track.latest):
        return track, []
    known = {} if _interrupted(profile, track) else standings(profile, track)
    moved = {zone.fence_key: fences.step(zone, known.get(zone.fence_key, Fence()), fix) for zone in profile.zones}
    passed = [
        Passed(user_id=user_id, zone=zone, crossing=crossing, at=moved[zone.fence_key][0].since or fix.taken_at)
        for zone in profile.zones
        if (crossing := moved[zone.fence_key][1]) is not None
    ]
    standing = {key: fence for key, (fence, _) in moved.items()}
    return Track(latest=fix, before=_before(track, fix), fences=standing), passed


def settled(user_id: str, profile: Profile, track: Track, now: datetime) -> tuple[Track, list[Passed]]:
    """Return the track once waiting crossings are believed that nothing contradicted."""
    if track.latest is None:
        return track, []
    standing, passed = dict(track.fences), []
    for zone in profile.zones:
        fence, crossing = fences.settle(track.fences.get(zone.fence_key, Fence()), track.latest.received_at, now)
        standing[zone.fence_key] = fence
        if crossing is not None:
            passed.append(Passed(user_id=user_id, zone=zone, crossing=crossing, at=fence.since or now))
    return track.model_copy(update={"fences": standing}), passed


def standings(profile: Profile, track: Track) -> dict[str, Fence]:
    """Return how the person stands to each zone; to a new one by their latest fix."""
    found = {}
    for zone in profile.zones:
        fence = track.fences.get(zone.fence_key, Fence())
        new = fence.inside is None and track.latest is not None
        found[zone.fence_key] = fences.step(zone, fence, track.latest)[0] if new and track.latest else fence
    return found


def is_turning(track: Track) -> bool:
    """Tell whether a crossing waits to be believed."""
    return any(fence.turning_since is not None for fence in track.fences.values())


def motion(track: Track, now: datetime) -> Motion | None:
    """Return where somebody is heading, None if they rest or if it is too long ago to tell."""
    latest, before = track.latest, track.before
    if latest is None or now - latest.taken_at > _FORGOTTEN:
        return None
    if latest.speed_ms is not None and latest.course_deg is not None:
        heading = Motion(course_deg=latest.course_deg, speed_ms=latest.speed_ms)
        return heading if latest.speed_ms >= _STANDING_MS else None
    if before is None or latest.speed_ms == 0:
        return None
    way, took = distance_m(before.at, latest.at), (latest.taken_at - before.taken_at).total_seconds()
    if way <= before.radius_m + latest.radius_m or took < _SHORTEST.total_seconds():
        return None
    if not _STANDING_MS <= way / took <= _FASTEST_MS:
        return None
    return Motion(course_deg=bearing_deg(before.at, latest.at), speed_ms=way / took)


def _is_newer(fix: Fix, latest: Fix) -> bool:
    """Telegram tells the time in whole seconds, and tells in order: another place within the same second is the later one."""
    if fix.source is Source.TELEGRAM and fix.taken_at == latest.taken_at:
        return fix.at != latest.at
    return fix.taken_at > latest.taken_at


def _interrupted(profile: Profile, track: Track) -> bool:
    """Tell whether there was a pause since the last fix: what happened in it is nobody's business, so it begins anew."""
    return profile.paused_until is not None and track.latest is not None and track.latest.received_at < profile.paused_until


def _before(track: Track, fix: Fix) -> Fix | None:
    """Return the last fix from which a direction can be told: the latest, unless both may be the same spot."""
    latest, before = track.latest, track.before
    if latest is None:
        return None
    apart = distance_m(latest.at, fix.at) > latest.radius_m + fix.radius_m
    chosen = latest if before is None or (apart and _is_after(latest, before, fix)) else before
    return chosen if fix.taken_at - chosen.taken_at <= _FORGOTTEN else None


def _is_after(latest: Fix, before: Fix, fix: Fix) -> bool:
    """Tell whether `fix` is long enough after `latest` to tell a speed, or `before` too long ago to tell a direction."""
    return fix.taken_at - latest.taken_at >= _SHORTEST or fix.taken_at - before.taken_at > _TURNED
