"""What the weather will be, told as a person would: rules that pick sentences, each of which a language says in its own way."""

from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from mojo.features.weather.formats import Reader, weekday
from mojo.features.weather.model import Air, Day, Forecast, PlaceForecast, PlaceWarnings
from mojo.features.weather.sky import moon_phase, sun_times
from mojo.features.weather.spells import COMING, Spell, Wet, spells
from mojo.features.weather.texts import age_text, place_name, symbol_of_code
from mojo.shared.model.places import Place
from mojo.shared.model.text import Text, text

_NOW = timedelta(minutes=10)
_BY_THE_CLOCK = timedelta(hours=3)
"""Nearer ends are told by the clock, later ones by the part of the day."""
WEEK_DAYS = 7
COLD_C, COOL_C, HOT_C = 3.0, 16.0, 30.0
STRONG_WIND_MS = 13.9
"""Beaufort 7."""
STRONG_UV = 6.0
"""From here on the WHO asks for protection."""
_PARTS = ((5, "night"), (11, "morning"), (14, "midday"), (18, "afternoon"), (22, "evening"), (24, "night"))


def rain_text(told: PlaceForecast, now: datetime, reader: Reader) -> Text:
    """Say when it will be wet at the place within a day, with advice, and where the news is from."""
    return text(
        "weather-rain",
        place=place_name(told.place, unnamed="weather-here-title"),
        story=rain_story(told.forecast, now, now + COMING),
        source=source_text(told, reader),
    )


def rain_story(forecast: Forecast, start: datetime, end: datetime) -> Text:
    """Say when it will be wet between two instants, and what to take along."""
    wet = spells(forecast, start, end)
    if not wet:
        return text("weather-dry")
    told = _spell(wet[0], start, end, forecast.zone)
    if len(wet) > 1:
        told = text("weather-and-again", story=told, start=_about(wet[1].start, forecast.zone))
    advice = _rain_advice(wet[0], forecast)
    return text("weather-with-advice", story=told, advice=advice)


def day_text(told: PlaceForecast, day: Day, now: datetime, reader: Reader) -> Text:
    """Tell one day at the place."""
    forecast, zone = told.forecast, told.forecast.zone
    start = max(now, datetime.combine(day.date, datetime.min.time(), zone))
    end = datetime.combine(day.date + timedelta(days=1), datetime.min.time(), zone)
    return text(
        "weather-day",
        symbol=symbol_of_code(day.weather_code),
        place=place_name(told.place, unnamed="weather-here-title"),
        day=day_name(day.date, now.astimezone(zone).date()),
        min=reader.degrees(day.min_c),
        max=reader.temperature(day.max_c),
        sky=sky_text(day.weather_code),
        story=rain_story(forecast, start, end) if forecast.hours_of(day.date) else _rain_of(day, reader),
        wind=_wind_of(day, reader),
        sun=sun_text(told.place, day.date, zone, reader),
        moon=Text(f"weather-moon-{moon_phase(start)}"),
        source=source_text(told, reader),
    )


def week_text(told: PlaceForecast, now: datetime, reader: Reader, days: int = WEEK_DAYS) -> Text:
    """List the coming days at the place."""
    today = now.astimezone(told.forecast.zone).date()
    coming = [day for day in told.forecast.days if day.date >= today][:days]
    listed = _line(coming[-1], today, reader)
    for day in reversed(coming[:-1]):
        listed = text("weather-lines", first=_line(day, today, reader), rest=listed)
    return text(
        "weather-week",
        place=place_name(told.place, unnamed="weather-here-title"),
        days=listed,
        source=source_text(told, reader),
    )


def warnings_text(told: PlaceWarnings, reader: Reader) -> Text:
    """List the official warnings at the place, or say honestly that there are none, or nobody to issue them."""
    place, zone = place_name(told.place, unnamed="weather-here-title"), ZoneInfo(told.place.timezone or "UTC")
    if not told.sources:
        return text("weather-nobody-warns", place=place)
    sources = ", ".join(told.sources)
    if not told.warnings:
        return text("weather-no-warnings", place=place, sources=sources)
    listed: Text | None = None
    for warning in reversed(told.warnings):
        end = (
            text("weather-warning-until", day=weekday(at := warning.ends_at.astimezone(zone)), clock=reader.clock(at))
            if warning.ends_at
            else text("weather-warning-open")
        )
        start = warning.starts_at.astimezone(zone)
        one = text(
            "weather-warning",
            level=Text(f"weather-severity-{warning.severity}"),
            headline=warning.headline,
            start=text("weather-warning-from", day=weekday(start), clock=reader.clock(start)),
            end=end,
            instruction=warning.instruction or warning.area,
            issuer=warning.issuer,
        )
        listed = text("weather-lines", first=one, rest=listed) if listed else one
    assert listed is not None  # noqa: S101  # there is at least one
    return text("weather-warnings", place=place, warnings=listed)


def air_text(air: Air) -> Text:
    """Say how the air is, with the pollen that somebody may feel."""
    level = next(name for limit, name in _AIR_LEVELS if air.european_aqi <= limit)
    told = text("weather-air", level=Text(f"weather-air-{level}"), aqi=air.european_aqi, source=air.source)
    for plant, grains in sorted(air.pollen.items(), key=lambda entry: entry[1]):
        if grains >= POLLEN_GRAINS:
            pollen = text("weather-pollen", plant=Text(f"weather-pollen-{plant}"), grains=round(grains))
            told = text("weather-lines", first=told, rest=pollen)
    return told


_AIR_LEVELS = ((20, "good"), (40, "fair"), (60, "moderate"), (80, "poor"), (100, "very-poor"), (10**9, "extremely-poor"))
"""https://airindex.eea.europa.eu"""
POLLEN_GRAINS = 10.0
"""From about here on people who are allergic feel it."""


def source_text(told: PlaceForecast, reader: Reader) -> Text:
    """Say where the news is from, how old it is if it is old, and who does not agree."""
    now = told.forecast.now
    if told.stale:
        return text("weather-stale", source=now.source, age=age_text(told.age_s))
    told_at = now.observed_at.astimezone(told.forecast.zone)
    source = text("weather-source", source=now.source, time=reader.clock(told_at))
    other = told.disagreement
    if other is None:
        return source
    return text(
        "weather-disagreement",
        first=source,
        other=other.source,
        sky=sky_text(other.day.weather_code),
        min=reader.degrees(other.day.min_c),
        max=reader.temperature(other.day.max_c),
    )


def sun_text(place: Place, day: date, zone: ZoneInfo, reader: Reader) -> Text:
    """Say when the sun rises and sets, or that it does not."""
    times = sun_times(place.at, day, zone)
    if times.rise is None or times.set is None:
        return text("weather-sun-up") if times.up_all_day else text("weather-sun-down")
    return text("weather-sun", rise=reader.clock(times.rise), set=reader.clock(times.set))


def sky_text(code: int) -> Text:
    """Name the sky of a WMO code."""
    return Text(f"weather-sky-{code}") if symbol_of_code(code) != "🌡️" else text("weather-sky-unknown", code=code)


def day_name(day: date, today: date) -> Text:
    """Call a day by the name that people give it."""
    if day == today:
        return text("weather-day-today")
    named = weekday(datetime.combine(day, datetime.min.time()))
    return text("weather-day-tomorrow") if day == today + timedelta(days=1) else named


def advice_of(day: Day) -> Text | None:
    """Return what to mind on a day, beside the rain; the most pressing only."""
    if (day.wind_gusts_ms or day.wind_speed_ms) >= STRONG_WIND_MS + 4:
        return text("weather-advice-wind")
    if day.min_c <= 0:
        return text("weather-advice-frost")
    if day.max_c >= HOT_C:
        return text("weather-advice-heat")
    return text("weather-advice-uv") if (day.uv_index or 0) >= STRONG_UV else None


def _spell(spell: Spell, start: datetime, end: datetime, zone: ZoneInfo) -> Text:
    what = Text(f"weather-wet-{spell.kind}")
    under_way, goes_on = spell.start <= start + _NOW, spell.end >= end
    if under_way:
        if goes_on:
            return text("weather-spell-all-along", what=what)
        return text("weather-spell-stops", what=what, end=_end(spell.end, start, zone))
    begin = _about(spell.start, zone)
    if goes_on:
        return text("weather-spell-starts", what=what, start=begin)
    return text("weather-spell", what=what, start=begin, end=_end(spell.end, spell.start, zone))


def _about(at: datetime, zone: ZoneInfo) -> time:
    """Return an hour of the clock to the nearest half: forecasts know no better."""
    local = at.astimezone(zone) + timedelta(minutes=15)
    return time(local.hour, 30 if local.minute >= 30 else 0)


def _end(end: datetime, start: datetime, zone: ZoneInfo) -> Text:
    if end - start < _BY_THE_CLOCK:
        return text("weather-end-clock", time=_about(end, zone))
    hour = end.astimezone(zone).hour
    return Text(f"weather-end-{next(name for limit, name in _PARTS if hour < limit)}")


def _rain_advice(spell: Spell, forecast: Forecast) -> Text:
    if spell.kind is Wet.THUNDER:
        return text("weather-advice-thunder")
    if spell.kind is Wet.SNOW:
        return text("weather-advice-snow")
    touched = forecast.between(spell.start, spell.end)
    cool = min((hour.temperature_c for hour in touched), default=forecast.now.temperature_c) < COOL_C
    return text("weather-advice-coat") if cool else text("weather-advice-umbrella")


def _rain_of(day: Day, reader: Reader) -> Text:
    if day.precipitation_mm < 0.5:
        return text("weather-day-dry")
    return text("weather-day-rain", amount=reader.rain(day.precipitation_mm))


def _wind_of(day: Day, reader: Reader) -> Text:
    told = text("weather-wind-up-to", speed=reader.speed(day.wind_gusts_ms or day.wind_speed_ms))
    advice = advice_of(day)
    return text("weather-with-advice", story=told, advice=advice) if advice else told


def _line(day: Day, today: date, reader: Reader) -> Text:
    return text(
        "weather-week-day",
        symbol=symbol_of_code(day.weather_code),
        day=day_name(day.date, today),
        min=reader.degrees(day.min_c),
        max=reader.temperature(day.max_c),
        rain=reader.rain(day.precipitation_mm),
        chance=round(day.precipitation_probability_pct or 0),
    )
