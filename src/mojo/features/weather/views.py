"""What can be seen of the weather at a place, in words: the same for a command, a button and a job."""

from datetime import datetime, timedelta
from enum import StrEnum

from mojo.features.weather.formats import Reader
from mojo.features.weather.pictures import Pictures
from mojo.features.weather.service import WeatherService
from mojo.features.weather.stories import air_text, day_text, rain_story, rain_text, warnings_text, week_text
from mojo.features.weather.texts import place_name, report_text, weather_text
from mojo.shared.model.notifications import Attachment
from mojo.shared.model.places import Place
from mojo.shared.model.text import Text, text
from mojo.shared.util.clock import Clock

REPORT_COVERS = timedelta(hours=18)


class View(StrEnum):
    NOW = "now"
    TODAY = "today"
    TOMORROW = "tomorrow"
    WEEK = "week"
    RAIN = "rain"
    WARNINGS = "warnings"
    AIR = "air"
    CHART = "chart"
    """In words it is what the picture shows."""


class Views:
    """Every method raises ExternalServiceError when nobody can be asked and nothing is kept."""

    def __init__(self, weather: WeatherService, pictures: Pictures, clock: Clock) -> None:
        self._weather = weather
        self._pictures = pictures
        self._clock = clock

    async def show(self, view: View, place: Place, language: str, reader: Reader) -> Text:
        """Say what `view` shows."""
        match view:
            case View.NOW:
                return weather_text(await self._weather.get_current_weather(place, language), reader)
            case View.WARNINGS:
                return warnings_text(await self._weather.get_warnings(place, language), reader)
            case View.AIR:
                told = air_text((await self._weather.get_air(place, language)).air)
                return text("weather-air-at", place=place_name(place, unnamed="weather-here-title"), air=told)
            case View.CHART:
                return text("weather-chart", place=place_name(place, unnamed="weather-here-title"))
        return await self._coming(view, place, language, reader)

    async def chart(self, place: Place, reader: Reader) -> Attachment:
        """Return the picture that CHART is about."""
        picture = await self._pictures.png(await self._weather.get_forecast(place), reader)
        return Attachment("weather.png", "image/png", picture)

    async def report(self, place: Place, at: datetime, language: str, reader: Reader) -> Text:
        """Say what comes unasked in the morning: the weather now, and the day; `at` is in its reader's zone."""
        now = await self._weather.get_current_weather(place, language)
        told = await self._weather.get_forecast(place, language)
        return report_text(now, rain_story(told.forecast, self._clock.now(), self._clock.now() + REPORT_COVERS), at, reader)

    async def _coming(self, view: View, place: Place, language: str, reader: Reader) -> Text:
        told, now = await self._weather.get_forecast(place, language), self._clock.now()
        if view is View.RAIN:
            return rain_text(told, now, reader)
        if view is View.WEEK:
            return week_text(told, now, reader)
        wanted = now.astimezone(told.forecast.zone).date() + timedelta(days=view is View.TOMORROW)
        day = next((day for day in told.forecast.days if day.date == wanted), None)
        return week_text(told, now, reader) if day is None else day_text(told, day, now, reader)
