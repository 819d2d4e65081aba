"""Maps: everything lands on the picture, wherever on Earth, with and without tiles."""

import io

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from mojo.features.location.drawing import SIZE, Map, draw
from mojo.features.location.geo import moved
from mojo.features.location.model import Zone
from mojo.features.location.settings import LocationSettings
from mojo.features.location.tiles import TILE, Tiles
from mojo.shared.errors import ExternalTimeout
from mojo.shared.model.guarded import GuardedAnswer, GuardedRequest
from mojo.shared.model.places import Coordinates
from mojo.shared.settings import Settings
from tests.features.location.desk import LISBON
from tests.features.location.strategies import bearings, points, unhurried

HERE, PAPER, ZONE_EDGE = (209, 73, 91), (244, 241, 234), (91, 142, 85)


def opened(png: bytes) -> Image.Image:
    image = Image.open(io.BytesIO(png))
    assert (image.format, image.size) == ("PNG", SIZE)
    return image.convert("RGB")


def test_who_is_looked_for_is_in_the_middle():
    image = opened(draw(Map(here=LISBON, accuracy_m=30, zones=[Zone(id="z", name="Home", at=LISBON, radius_m=150)])))
    assert image.getpixel((SIZE[0] // 2, SIZE[1] // 2)) == HERE


def test_somebody_alone_is_shown_with_the_nearest_zone_if_it_says_anything():
    near, farther, far = (Zone(id=f"z{km}", name="Z", at=moved(LISBON, 90, km * 1000), radius_m=100) for km in (3, 9, 300))
    assert Map(here=LISBON, zones=[far, farther, near]).points == [LISBON, near.at]
    assert Map(here=LISBON, zones=[far]).points == [LISBON]
    assert Map(here=LISBON, way=[near.at], zones=[farther]).points == [near.at, LISBON]


def test_a_name_below_the_picture_is_written_on_it():
    low = Zone(id="z", name="HHHHHHHH", at=moved(LISBON, 225, 400), radius_m=150)
    east = moved(LISBON, 90, 500)
    image = opened(draw(Map(way=[LISBON, east], zones=[low])))
    row = [image.getpixel((x, SIZE[1] - 18)) for x in range(SIZE[0])]
    assert ZONE_EDGE in row


@unhurried
@given(st.lists(points, min_size=1, max_size=5), st.floats(0, 5000), bearings)
def test_every_place_on_earth_can_be_drawn(way: list[Coordinates], accuracy_m: float, course_deg: float):
    opened(draw(Map(way=way, here=way[-1], accuracy_m=accuracy_m, course_deg=course_deg, zones=[zone_at(at) for at in way])))


def zone_at(at: Coordinates) -> Zone:
    return Zone(id="z", name="Дом 家", at=at, radius_m=200)


@pytest.mark.parametrize("shown", [Map(), Map(way=[LISBON]), Map(way=[LISBON, LISBON], here=LISBON)])
def test_little_or_nothing_can_be_drawn(shown: Map):
    opened(draw(shown))


class TileServer:
    """A tile server that paints everything green, or fails."""

    def __init__(self) -> None:
        self.asked: list[str] = []
        self.status = 200
        self.failure: Exception | None = None
        written = io.BytesIO()
        Image.new("RGB", (TILE, TILE), "#00ff00").save(written, "PNG")
        self.body = written.getvalue()

    async def fetch(self, request: GuardedRequest) -> GuardedAnswer:
        self.asked.append(request.url)
        if self.failure:
            raise self.failure
        return GuardedAnswer(status=self.status, headers={}, body=self.body, took_s=0)


def tiles(server: TileServer, url: str = "https://tiles.example/{z}/{x}/{y}.png?key=secret") -> Tiles:
    return Tiles(server, Settings([LocationSettings.model_validate({"MAP_TILE_URL": url})]))


async def test_a_tile_server_that_is_set_is_drawn_upon():
    server = TileServer()
    shown = Map(way=[LISBON, moved(LISBON, 90, 900)], here=LISBON)
    backdrop = await tiles(server).under(shown)
    assert backdrop is not None
    image = opened(draw(shown, backdrop))
    assert image.getpixel((5, 5)) == image.getpixel((SIZE[0] - 5, 5)) == (0, 255, 0)
    assert len(server.asked) <= 20
    assert all(url.startswith("https://tiles.example/16/") for url in server.asked)


async def test_known_tiles_are_not_asked_for_again():
    server = TileServer()
    kept = tiles(server)
    await kept.under(Map(here=LISBON))
    asked = len(server.asked)
    await kept.under(Map(here=LISBON))
    assert len(server.asked) == asked > 0


@pytest.mark.parametrize("at", [Coordinates(latitude=-17, longitude=180), Coordinates(latitude=90, longitude=0)])
async def test_tiles_at_the_edges_of_the_world(at: Coordinates):
    server = TileServer()
    backdrop = await tiles(server).under(Map(here=at))
    assert backdrop is not None
    for url in server.asked:
        zoom, column, row = (int(part.partition(".")[0]) for part in url.partition("?")[0].split("/")[-3:])
        assert 0 <= column < 2**zoom
        assert 0 <= row < 2**zoom


@pytest.mark.parametrize(("status", "failure"), [(500, None), (200, ExternalTimeout("slow", service="tiles"))])
async def test_without_its_tiles_a_map_is_drawn_without(status: int, failure: Exception | None):
    server = TileServer()
    server.status, server.failure = status, failure
    assert await tiles(server).under(Map(here=LISBON)) is None


async def test_no_server_is_asked_unless_one_is_set():
    server = TileServer()
    assert await tiles(server, "").under(Map(here=LISBON)) is None
    assert server.asked == []


@pytest.mark.parametrize("url", ["ftp://x/{z}/{x}/{y}", "https://tiles.example/{z}/{x}"])
def test_a_template_that_is_none_fails_at_start(url: str):
    with pytest.raises(ValueError, match="MAP_TILE_URL"):
        LocationSettings.model_validate({"MAP_TILE_URL": url})
