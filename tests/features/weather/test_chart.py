"""The picture: the same shapes as SVG and as PNG, light and dark, drawn once for everybody."""

import asyncio
import io
from datetime import timedelta
from xml.etree import ElementTree as ET

import pytest

from mojo.features.weather import pictures as pictures_module
from mojo.features.weather.chart import DARK, HEIGHT, LIGHT, WIDTH, Chart, png, svg
from mojo.features.weather.fakes import MILD, steady
from mojo.features.weather.formats import METRIC, Reader
from mojo.features.weather.model import PlaceForecast
from mojo.features.weather.pictures import Pictures
from mojo.shared.model.tastes import Units
from tests.features.weather.desk import LISBON, NOON, Desk
from tests.features.weather.test_stories import between, coming

IMPERIAL = Reader(Units.IMPERIAL)


def chart(dark: bool = False, reader: Reader = METRIC, code: int = 61) -> Chart:
    return Chart(coming(between(5, 9, 2.0), code=code), LISBON.at, NOON, reader, dark)


def words(picture: bytes) -> list[str]:
    return [node.text or "" for node in ET.fromstring(picture).iter("{http://www.w3.org/2000/svg}text")]  # noqa: S314


@pytest.mark.parametrize("dark", [False, True])
def test_the_png_has_its_size_and_its_paper(dark: bool) -> None:
    from PIL import Image

    with Image.open(io.BytesIO(png(chart(dark)))) as image:
        assert (image.format, image.size) == ("PNG", (WIDTH, HEIGHT))
        paper = "#{:02x}{:02x}{:02x}".format(*image.convert("RGB").getpixel((3, 3)))  # type: ignore[misc]
    assert paper == (DARK if dark else LIGHT).paper
    assert len(png(chart(dark))) < 60_000


def test_the_svg_says_hours_degrees_and_units() -> None:
    told = words(svg(chart()))
    assert {"°C", "mm", "m/s", "18", "00", "06", "2", "3", "2.0"} <= set(told)
    imperial = words(svg(chart(reader=IMPERIAL)))
    assert {"°F", "in", "mph", "6 PM", "12 AM"} <= set(imperial)


def test_it_has_no_words_that_would_need_a_language() -> None:
    known = {"°C", "mm", "m/s"}
    assert [word for word in words(svg(chart())) if word not in known and not word.strip("-°.").replace(".", "").isdigit()] == []


@pytest.mark.parametrize("code", [0, 1, 2, 3, 45, 55, 61, 65, 73, 80, 95])
def test_every_sky_has_a_symbol(code: int) -> None:
    assert svg(chart(code=code))
    assert svg(chart(code=code)) != svg(chart(code=71 if code != 71 else 0)) or code == 73


def test_a_forecast_that_ends_early_is_no_reason_to_fail() -> None:
    short = Chart(steady(MILD, hours=1), LISBON.at, NOON, METRIC)
    past = Chart(steady(MILD, hours=1), LISBON.at, NOON + timedelta(days=3), METRIC)
    assert svg(short).startswith(b"<svg")
    assert png(past)


async def test_it_is_drawn_once_however_many_ask(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    drawn = []
    real = pictures_module.chart.svg

    def count(wanted: Chart) -> bytes:
        drawn.append(wanted)
        return real(wanted)

    monkeypatch.setattr(pictures_module.chart, "svg", count)
    pictures, told = Pictures(desk.clock), PlaceForecast(place=LISBON, forecast=steady(MILD))
    same = await asyncio.gather(*(pictures.svg(told, METRIC) for _ in range(20)))
    assert len(set(same)) == len(drawn) == 1
    await pictures.svg(told, METRIC, dark=True)
    await pictures.svg(told, IMPERIAL)
    desk.wait(3600)
    await pictures.svg(told, METRIC)
    assert len(drawn) == 4


async def test_chronos_sends_it(desk: Desk) -> None:
    shown = await desk.command("/weather Lisbon")
    reply = await desk.press(shown, "📈 Chart")
    assert reply.picture is not None
    assert reply.picture.is_picture
    assert reply.picture.content.startswith(b"\x89PNG")
    assert not reply.edit
    assert "the next 48 hours" in await desk.say(reply.text)
