"""MET Norway: the weather of the whole world, official warnings for Norway.

https://api.met.no/weatherapi/locationforecast/2.0/documentation and /weatherapi/metalerts/2.0/documentation. Its terms of service
(https://api.met.no/doc/TermsOfService) ask for an identification by which they can reach us, for no more than four decimals, for
waiting until `Expires` and for `If-Modified-Since` after that.
"""

from collections.abc import Iterator
from datetime import date, datetime
from itertools import groupby
from typing import Any

from mojo import __version__
from mojo.features.weather.model import Conditions, Day, Forecast, Hour, OfficialWarning, Severity, is_timezone, utc
from mojo.features.weather.providers.open_meteo import MALFORMED
from mojo.features.weather.settings import WeatherSettings
from mojo.features.weather.sky import is_day
from mojo.features.weather.values import apparent_c, solar_zone
from mojo.shared.external.http import ExternalService, HttpExit
from mojo.shared.external.policy import Keeping, Query, ServicePolicy
from mojo.shared.model.places import Coordinates
from mojo.shared.settings import Settings

FORECAST_PATH = "/weatherapi/locationforecast/2.0/complete"
WARNINGS_PATH = "/weatherapi/metalerts/2.0/current.json"
SOURCE = "MET Norway"

_CODES = {
    "clearsky": 0,
    "fair": 1,
    "partlycloudy": 2,
    "cloudy": 3,
    "fog": 45,
    "lightrain": 61,
    "rain": 63,
    "heavyrain": 65,
    "lightrainshowers": 80,
    "rainshowers": 81,
    "heavyrainshowers": 82,
    "lightsleet": 66,
    "sleet": 66,
    "heavysleet": 67,
    "lightsleetshowers": 66,
    "sleetshowers": 66,
    "heavysleetshowers": 67,
    "lightsnow": 71,
    "snow": 73,
    "heavysnow": 75,
    "lightsnowshowers": 85,
    "snowshowers": 85,
    "heavysnowshowers": 86,
}
"""https://api.met.no/weatherapi/weathericon/2.0/documentation, without `_day` and `_night`; with thunder it is 95."""


class MetNorway:
    """Forecasts."""

    def __init__(self, service: ExternalService) -> None:
        self.id = f"{service.name}@{service.host}"
        self._service = service

    async def forecast(self, at: Coordinates, timezone: str | None = None) -> Forecast:
        """See WeatherProvider. Without `timezone` the day is that of the sun."""
        document = await self._service.get_json(FORECAST_PATH, _point(at))
        try:
            return _forecast(document["properties"]["timeseries"], at, _zone(timezone, at))
        except MALFORMED:
            failure = self._service.unknown_shape()
        raise failure


class MetNorwayWarnings:
    """Warnings for the mainland, Svalbard and the seas around them, after the Common Alerting Protocol."""

    name = SOURCE

    def __init__(self, service: ExternalService) -> None:
        self.id = f"{service.name}@{service.host}"
        self._service = service

    def covers(self, at: Coordinates) -> bool:
        """See WarningSource: the box around Norway's land and sea."""
        return 55 <= at.latitude <= 82 and -12 <= at.longitude <= 36

    async def warnings(self, at: Coordinates) -> list[OfficialWarning]:
        """See WarningSource."""
        document = await self._service.get_json(WARNINGS_PATH, {**_point(at), "lang": "en"})
        try:
            return [_warning(feature) for feature in document["features"]]
        except MALFORMED:
            failure = self._service.unknown_shape()
        raise failure


def weather_provider(http: HttpExit, settings: Settings) -> MetNorway:
    """Build the forecast side from the settings."""
    works = "Places whose weather was asked for within six hours still have it, and the other sources go on."
    return MetNorway(http.service(_policy("met_norway", settings, works)))


def warning_source(http: HttpExit, settings: Settings) -> MetNorwayWarnings:
    """Build the side of the warnings from the settings."""
    works = "Everything but official warnings for Norway; those known within the hour are kept."
    return MetNorwayWarnings(http.service(_policy("met_norway_warnings", settings, works)))


def _policy(name: str, settings: Settings, still_works: str) -> ServicePolicy:
    weather = settings[WeatherSettings]
    return ServicePolicy(
        name=name,
        base_url=weather.met_norway_url,
        headers={"User-Agent": f"mojo/{__version__} {weather.met_norway_contact}".strip()},
        keeping=Keeping(fresh_s=60.0),  # longer where `Expires` says so, and revalidated after that
        still_works=still_works,
    )


def _point(at: Coordinates) -> Query:
    return {"lat": round(at.latitude, 4), "lon": round(at.longitude, 4)}


def _zone(timezone: str | None, at: Coordinates) -> str:
    return timezone if timezone and is_timezone(timezone) else solar_zone(at)


def _forecast(series: Any, at: Coordinates, timezone: str) -> Forecast:
    hours = list(_hours(series))
    first = series[0]
    details, coming = first["data"]["instant"]["details"], first["data"].get("next_1_hours") or first["data"]["next_6_hours"]
    moment = _instant(first["time"])
    draft = Forecast.model_construct(now=Conditions.model_construct(timezone=timezone), hours=tuple(hours), days=())
    days = tuple(_days(hours, draft))
    temperature, wind, humidity = details["air_temperature"], details["wind_speed"], details["relative_humidity"]
    now = Conditions(
        temperature_c=temperature,
        feels_like_c=round(apparent_c(temperature, humidity, wind), 1),
        humidity_pct=humidity,
        wind_speed_ms=wind,
        wind_direction_deg=details["wind_from_direction"],
        precipitation_mm=coming["details"]["precipitation_amount"],
        weather_code=_code(coming["summary"]["symbol_code"]),
        is_day=is_day(at, moment),
        today_min_c=days[0].min_c,
        today_max_c=days[0].max_c,
        precipitation_probability_pct=days[0].precipitation_probability_pct,
        observed_at=moment,
        timezone=timezone,
        source=SOURCE,
        uv_index=details.get("ultraviolet_index_clear_sky"),
        wind_gusts_ms=details.get("wind_speed_of_gust"),
    )
    return Forecast(now=now, hours=tuple(hours), days=days)


def _hours(series: Any) -> Iterator[Hour]:
    """Yield each step: of one hour for about two days, of six after that. The last of all has no weather."""
    for step in series:
        data, hours = step["data"], 1 if "next_1_hours" in step["data"] else 6
        coming = data.get(f"next_{hours}_hours")
        if coming is None:
            continue
        details = data["instant"]["details"]
        yield Hour(
            _instant(step["time"]),
            float(details["air_temperature"]),
            float(coming["details"].get("precipitation_amount", 0.0)),
            _code(coming["summary"]["symbol_code"]),
            float(details["wind_speed"]),
            float(details["wind_from_direction"]),
            _number(details.get("wind_speed_of_gust")),
            _number(coming["details"].get("probability_of_precipitation")),
            _number(details.get("ultraviolet_index_clear_sky")),
            hours,
        )


def _days(hours: list[Hour], of: Forecast) -> Iterator[Day]:
    """Sum up each day on the place's calendar from its steps."""
    for day, steps in groupby(hours, lambda hour: hour.at.astimezone(of.zone).date()):
        yield _day(day, list(steps))


def _day(day: date, steps: list[Hour]) -> Day:
    return Day(
        day,
        min(step.temperature_c for step in steps),
        max(step.temperature_c for step in steps),
        round(sum(step.precipitation_mm for step in steps), 1),
        max(step.weather_code for step in steps),
        max(step.wind_speed_ms for step in steps),
        max((step.wind_gusts_ms for step in steps if step.wind_gusts_ms is not None), default=None),
        max(
            (step.precipitation_probability_pct for step in steps if step.precipitation_probability_pct is not None), default=None
        ),
        max((step.uv_index for step in steps if step.uv_index is not None), default=None),
    )


def _code(symbol: str) -> int:
    name = symbol.partition("_")[0]
    return 95 if name.endswith("thunder") else _CODES[name]


def _warning(feature: Any) -> OfficialWarning:
    told = feature["properties"]
    starts, ends = feature["when"]["interval"]
    return OfficialWarning(
        id=f"met_norway:{told['id']}",
        event=told.get("eventAwarenessName") or told["event"],
        headline=told["title"],
        severity=Severity(told["severity"].lower()),
        starts_at=_instant(starts),
        ends_at=_instant(ends),
        area=told.get("area", ""),
        instruction=told.get("instruction", ""),
        issuer=SOURCE,
    )


def _instant(told: str) -> datetime:
    return utc(datetime.fromisoformat(told))


def _number(value: Any) -> float | None:
    return None if value is None else float(value)
