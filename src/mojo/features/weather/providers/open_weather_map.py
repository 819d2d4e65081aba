"""OpenWeatherMap: One Call API 3.0, with a key; 1,000 calls a day are free. https://openweathermap.org/api/one-call-3."""

from datetime import UTC, datetime
from typing import Any
from zoneinfo import ZoneInfo

from mojo.features.weather.model import Conditions, Day, Forecast, Hour, OfficialWarning, Quarter, Severity
from mojo.features.weather.providers.open_meteo import MALFORMED
from mojo.features.weather.settings import WeatherSettings
from mojo.shared.external.http import ExternalService, HttpExit
from mojo.shared.external.policy import Keeping, Query, ServicePolicy
from mojo.shared.model.places import Coordinates
from mojo.shared.settings import Settings

PATH = "/data/3.0/onecall"
SOURCE = "OpenWeatherMap"
DAILY_QUOTA = 1000

_CODES = {
    **dict.fromkeys((200, 201, 202, 210, 211, 212, 221, 230, 231, 232), 95),
    **dict.fromkeys((300, 310), 51),
    **dict.fromkeys((301, 311, 313, 321), 53),
    **dict.fromkeys((302, 312, 314), 55),
    500: 61,
    501: 63,
    **dict.fromkeys((502, 503, 504), 65),
    511: 66,
    520: 80,
    521: 81,
    **dict.fromkeys((522, 531), 82),
    600: 71,
    601: 73,
    602: 75,
    **dict.fromkeys((611, 612, 613, 615, 616), 66),
    620: 85,
    **dict.fromkeys((621, 622), 86),
    800: 0,
    801: 1,
    802: 2,
    **dict.fromkeys((803, 804), 3),
}
"""https://openweathermap.org/weather-conditions; what is left of group 7xx is some kind of haze."""
_HAZE = 45


class OpenWeatherMap:
    """Forecasts and, from the same answer, the warnings of national services."""

    name = SOURCE

    def __init__(self, service: ExternalService) -> None:
        self.id = f"{service.name}@{service.host}"
        self._service = service

    async def forecast(self, at: Coordinates, timezone: str | None = None) -> Forecast:
        """See WeatherProvider; OpenWeatherMap knows the time zone itself."""
        return (await self._ask(at))[0]

    def covers(self, at: Coordinates) -> bool:
        """See WarningSource: it passes on the warnings of most national services."""
        return True

    async def warnings(self, at: Coordinates) -> list[OfficialWarning]:
        """See WarningSource."""
        return (await self._ask(at))[1]

    async def _ask(self, at: Coordinates) -> tuple[Forecast, list[OfficialWarning]]:
        query: Query = {"lat": at.latitude, "lon": at.longitude, "units": "metric"}
        document = await self._service.get_json(PATH, query)
        try:
            return _forecast(document), [_warning(alert) for alert in document.get("alerts", [])]
        except MALFORMED:
            failure = self._service.unknown_shape()
        raise failure


def weather_provider(http: HttpExit, settings: Settings) -> OpenWeatherMap:
    """Build it from the settings; both of its sides share its kept answers."""
    weather = settings[WeatherSettings]
    policy = ServicePolicy(
        name="open_weather_map",
        base_url=weather.open_weather_map_url,
        query={"appid": weather.open_weather_map_key.get_secret_value()},
        keeping=Keeping(fresh_s=600.0),
        daily_quota=DAILY_QUOTA,
        still_works="Places whose weather was asked for within six hours still have it, and the other sources go on.",
    )
    return OpenWeatherMap(http.service(policy))


warning_source = weather_provider


def _forecast(document: Any) -> Forecast:
    now, today = document["current"], document["daily"][0]
    zone = ZoneInfo(document["timezone"])
    observed_at = _instant(now["dt"])
    conditions = Conditions(
        temperature_c=now["temp"],
        feels_like_c=now["feels_like"],
        humidity_pct=now["humidity"],
        wind_speed_ms=now["wind_speed"],
        wind_direction_deg=now["wind_deg"],
        precipitation_mm=_wet(now),
        weather_code=_code(now),
        is_day=now["weather"][0]["icon"].endswith("d"),
        today_min_c=today["temp"]["min"],
        today_max_c=today["temp"]["max"],
        precipitation_probability_pct=today["pop"] * 100,
        observed_at=observed_at,
        timezone=zone.key,
        source=SOURCE,
        uv_index=now.get("uvi"),
        wind_gusts_ms=now.get("wind_gust"),
    )
    hours = tuple(_hour(step) for step in document["hourly"])
    days = tuple(_day(step, zone) for step in document["daily"])
    return Forecast(now=conditions, hours=hours, days=days, quarters=tuple(_quarters(document.get("minutely", []))))


def _hour(step: Any) -> Hour:
    return Hour(
        _instant(step["dt"]),
        float(step["temp"]),
        _wet(step),
        _code(step),
        float(step["wind_speed"]),
        float(step["wind_deg"]),
        step.get("wind_gust"),
        float(step["pop"]) * 100,
        step.get("uvi"),
    )


def _day(step: Any, zone: ZoneInfo) -> Day:
    return Day(
        _instant(step["dt"]).astimezone(zone).date(),
        float(step["temp"]["min"]),
        float(step["temp"]["max"]),
        float(step.get("rain", 0.0)) + float(step.get("snow", 0.0)),
        _code(step),
        float(step["wind_speed"]),
        step.get("wind_gust"),
        float(step["pop"]) * 100,
        step.get("uvi"),
    )


def _quarters(minutes: Any) -> list[Quarter]:
    """Return the next hour's rain, given in mm/h for each minute, in quarters of an hour."""
    groups = [minutes[first : first + 15] for first in range(0, len(minutes) - 14, 15)]
    return [Quarter(_instant(group[0]["dt"]), sum(float(minute["precipitation"]) for minute in group) / 60) for group in groups]


def _wet(step: Any) -> float:
    return sum(float(step.get(kind, {}).get("1h", 0.0)) for kind in ("rain", "snow"))


def _code(step: Any) -> int:
    condition = step["weather"][0]["id"]
    return _HAZE if 700 <= condition < 800 else _CODES[condition]


def _warning(alert: Any) -> OfficialWarning:
    """Read a warning; it has no id and no severity of its own."""
    return OfficialWarning(
        id=f"open_weather_map:{alert['sender_name']}:{alert['event']}:{alert['start']}",
        event=alert["event"],
        headline=alert["event"],
        severity=Severity.MODERATE,
        starts_at=_instant(alert["start"]),
        ends_at=_instant(alert["end"]),
        instruction=alert.get("description", ""),
        issuer=alert["sender_name"] or SOURCE,
    )


def _instant(seconds: int) -> datetime:
    return datetime.fromtimestamp(seconds, UTC)
