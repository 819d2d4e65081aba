"""Charts, each drawn once: in a worker thread, and kept for whoever asks next."""

import asyncio
from collections import OrderedDict
from datetime import datetime
from typing import TypeAlias

from mojo.features.weather import chart
from mojo.features.weather.chart import Chart
from mojo.features.weather.formats import Reader
from mojo.features.weather.model import PlaceForecast
from mojo.shared.util.clock import Clock

MAX_KEPT = 64
"""Some 15 kB each."""

_Key: TypeAlias = tuple[str, float, float, datetime, datetime, Reader, bool]


class Pictures:
    """The chart of a forecast, as often as it is asked for."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._kept: OrderedDict[_Key, asyncio.Task[bytes]] = OrderedDict()
        self._one_at_a_time = asyncio.Lock()

    async def svg(self, told: PlaceForecast, reader: Reader, dark: bool = False) -> bytes:
        """Return the next 48 hours as SVG."""
        return await self._picture("svg", told, reader, dark)

    async def png(self, told: PlaceForecast, reader: Reader, dark: bool = False) -> bytes:
        """Return the next 48 hours as PNG."""
        return await self._picture("png", told, reader, dark)

    async def _picture(self, kind: str, told: PlaceForecast, reader: Reader, dark: bool) -> bytes:
        start, at = self._clock.now().replace(minute=0, second=0, microsecond=0), told.place.at
        key = kind, at.latitude, at.longitude, start, told.forecast.now.observed_at, reader, dark
        drawing = self._kept.get(key)
        if drawing is None or (drawing.done() and (drawing.cancelled() or drawing.exception())):
            wanted = Chart(told.forecast, at, start, reader, dark)
            drawing = self._kept[key] = asyncio.create_task(self._draw(kind, wanted))
            while len(self._kept) > MAX_KEPT:
                self._kept.popitem(last=False)
        self._kept.move_to_end(key)
        return await asyncio.shield(drawing)

    async def _draw(self, kind: str, wanted: Chart) -> bytes:
        async with self._one_at_a_time:  # a picture takes a core: many at once would starve the loop
            return await asyncio.to_thread(chart.svg if kind == "svg" else chart.png, wanted)
