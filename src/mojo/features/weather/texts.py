"""The weather in words, the same for a command and for a job."""

from datetime import datetime
from zoneinfo import ZoneInfo

from mojo.features.weather.formats import METRIC, Reader
from mojo.features.weather.model import CurrentWeather
from mojo.features.weather.reports import ComingReport
from mojo.shared.model.places import Place
from mojo.shared.model.text import Arg, Text, text

_DIRECTIONS = ("n", "ne", "e", "se", "s", "sw", "w", "nw")
_CALM_MS = 0.3
"""Beaufort 0 ends here."""

_SYMBOLS = {
    "☀️": (0,),
    "🌤️": (1,),
    "⛅": (2,),
    "☁️": (3,),
    "🌫️": (45, 48),
    "🌧️": (51, 53, 55, 56, 57, 61, 63, 65, 66, 67),
    "🌨️": (71, 73, 75, 77, 85, 86),
    "🌦️": (80, 81, 82),
    "⛈️": (95, 96, 99),
}
_SYMBOL_BY_CODE = {code: symbol for symbol, codes in _SYMBOLS.items() for code in codes}
WEATHER_CODES = tuple(_SYMBOL_BY_CODE)
"""What Open-Meteo uses of WMO table 4677."""


def weather_text(weather: CurrentWeather, reader: Reader = METRIC) -> Text:
    """Say the weather, where the news is from and, if it is old, how old."""
    return text(
        "weather-now",
        symbol=symbol_of(weather),
        place=place_name(weather.place, unnamed="weather-here-title"),
        temperature=reader.temperature(weather.temperature_c),
        sky=_sky(weather.weather_code),
        feels_like=reader.temperature(weather.feels_like_c),
        today=_today(weather, reader),
        wind=_wind(weather, reader),
        humidity_pct=round(weather.humidity_pct),
        source=_source(weather, reader),
    )


def report_text(weather: CurrentWeather, story: Text, at: datetime, reader: Reader = METRIC) -> Text:
    """Say the weather as it comes unasked, with the story of the day; `at` is in its reader's zone."""
    return text(
        "weather-report",
        greeting=greeting(at),
        weather=text("weather-and-story", weather=weather_text(weather, reader), story=story),
    )


def unavailable_report_text(place: Place, at: datetime) -> Text:
    """Say that the report is here and the weather is not; `at` is in its reader's zone."""
    return text("weather-report", greeting=greeting(at), weather=text("weather-unavailable", place=place_name(place)))


def coming_report_text(coming: ComingReport) -> Text:
    """Confirm a report that has just been set."""
    return text("weather-report-set", report=report_time_text(coming))


def report_time_text(coming: ComingReport) -> Text:
    """Say when a report comes next."""
    return Text(
        "weather-report-daily" if coming.daily else "weather-report-once",
        {
            "place": place_name(coming.place),
            "time": coming.at.time(),
            "zone": coming.zone,
            "day": text("weather-day-tomorrow") if coming.tomorrow else text("weather-day-today"),
        },
    )


def greeting(at: datetime) -> Text:
    """Return a greeting for the time of day."""
    return text("weather-report-good-morning") if 4 <= at.hour < 11 else text("weather-report-hello")


def symbol_of(weather: CurrentWeather) -> str:
    """Return one emoji for the sky."""
    if weather.weather_code in (0, 1) and not weather.is_day:
        return "🌙"
    return symbol_of_code(weather.weather_code)


def symbol_of_code(code: int) -> str:
    """Return one emoji for the sky by day."""
    return _SYMBOL_BY_CODE.get(code, "🌡️")


def place_name(place: Place, unnamed: str = "weather-here") -> Arg:
    """Return a name that tells a place from its namesakes; `unnamed` is the message that names a shared position."""
    if place.name is None:
        return Text(unnamed)
    beyond = [part for part in (place.region, place.country) if part and place.name not in part]
    return ", ".join([place.name, *beyond])


def age_text(age_s: float) -> Text:
    """Say how old something is, in minutes or hours."""
    minutes = max(1, round(age_s / 60))
    return text("weather-age-minutes", minutes=minutes) if minutes < 60 else text("weather-age-hours", hours=round(minutes / 60))


def _sky(code: int) -> Text:
    return Text(f"weather-sky-{code}") if code in _SYMBOL_BY_CODE else text("weather-sky-unknown", code=code)


def _today(weather: CurrentWeather, reader: Reader) -> Text:
    low, high = reader.degrees(weather.today_min_c), reader.temperature(weather.today_max_c)
    chance = weather.precipitation_probability_pct
    if chance is None:
        return text("weather-today", min=low, max=high)
    message = "weather-today-with-chance" if weather.today_max_c > 0 else "weather-today-with-snow"
    return Text(message, {"min": low, "max": high, "chance_pct": round(chance)})


def _wind(weather: CurrentWeather, reader: Reader) -> Text:
    if weather.wind_speed_ms < _CALM_MS:
        return text("weather-calm")
    direction = _DIRECTIONS[round(weather.wind_direction_deg / 45) % 8]
    return text("weather-wind", speed=reader.speed(weather.wind_speed_ms), direction=Text(f"weather-direction-{direction}"))


def _source(weather: CurrentWeather, reader: Reader) -> Text:
    if weather.stale:
        return text("weather-stale", source=weather.source, age=age_text(weather.age_s))
    local = weather.observed_at.astimezone(ZoneInfo(weather.timezone))
    return text("weather-source", source=weather.source, time=reader.clock(local))
