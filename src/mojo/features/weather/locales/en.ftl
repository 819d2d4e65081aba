# Weather and the report that comes by itself

weather-command = the weather, anywhere or where you are
report-command = a weather report every day, at your time

error-weather-place-not-found = I don't know any place called { $place }. Check the spelling, or share a location with me.

# What the outside services are called
service-open-meteo = Open-Meteo
service-open-meteo-geocoding = Open-Meteo

## The weather

weather-now =
    { $symbol } { $place }: { $temperature_c } °C, { $sky }
    Feels like { $feels_like_c } °C. { $today }
    { $wind }, humidity { $humidity_pct }%.
    { $source }
weather-today = Today { $min_c } to { $max_c } °C.
weather-today-with-chance = Today { $min_c } to { $max_c } °C, { $chance_pct }% chance of rain.
weather-today-with-snow = Today { $min_c } to { $max_c } °C, { $chance_pct }% chance of snow.
weather-wind = Wind { $speed_ms } m/s from the { $direction }
weather-calm = No wind
weather-source = { $source }, { $time } local time
weather-stale = ⚠️ { $source } is not answering. This is what it last said, { $age } ago.
weather-unavailable = The weather service is not answering, so today I have no weather for { $place }. Try /weather again later.
weather-here-title = Your location
weather-here = your location
weather-age-minutes = { $minutes ->
        [one] { $minutes } minute
       *[other] { $minutes } minutes
    }
weather-age-hours = { $hours ->
        [one] { $hours } hour
       *[other] { $hours } hours
    }

## Where the wind comes from

weather-direction-n = north
weather-direction-ne = north-east
weather-direction-e = east
weather-direction-se = south-east
weather-direction-s = south
weather-direction-sw = south-west
weather-direction-w = west
weather-direction-nw = north-west

## The sky, by WMO code

weather-sky-0 = clear sky
weather-sky-1 = mostly clear
weather-sky-2 = partly cloudy
weather-sky-3 = overcast
weather-sky-45 = fog
weather-sky-48 = freezing fog
weather-sky-51 = light drizzle
weather-sky-53 = drizzle
weather-sky-55 = heavy drizzle
weather-sky-56 = light freezing drizzle
weather-sky-57 = freezing drizzle
weather-sky-61 = light rain
weather-sky-63 = rain
weather-sky-65 = heavy rain
weather-sky-66 = light freezing rain
weather-sky-67 = heavy freezing rain
weather-sky-71 = light snow
weather-sky-73 = snow
weather-sky-75 = heavy snow
weather-sky-77 = snow grains
weather-sky-80 = light showers
weather-sky-81 = showers
weather-sky-82 = violent showers
weather-sky-85 = light snow showers
weather-sky-86 = heavy snow showers
weather-sky-95 = thunderstorm
weather-sky-96 = thunderstorm with some hail
weather-sky-99 = thunderstorm with heavy hail
weather-sky-unknown = weather code { $code }

## Asking and choosing

weather-ask-place = Where? Type the name of a place or share your location.
weather-button-refresh = 🔄 Refresh
weather-button-report = ⏰ Morning report
weather-button-place = 📍 { $place }
weather-button-at = { $time }
weather-button-soon = In 1 minute
weather-button-off = Off

## The report

weather-report =
    { $greeting }

    { $weather }
weather-report-good-morning = Good morning!
weather-report-hello = Hello! Here is your weather report.
weather-report-ask =
    { $current }

    When should it come? Pick a time, or type for example /report 07:30
weather-report-none = You don't get a daily weather report.
weather-report-set = ✅ { $report }
weather-report-daily = Your weather report for { $place } comes every day at { $time } ({ $zone }), next { $day }.
weather-report-once = Your weather report for { $place } comes { $day } at { $time } ({ $zone }).
weather-report-stopped = ✅ No more weather reports.
weather-report-not-understood = I didn't understand the time. Try /report 07:30, /report in 1 minute, /report now or /report off.
weather-day-today = today
weather-day-tomorrow = tomorrow

## Failures

error-weather-no-place = I don't know yet for which place. Ask me for the weather somewhere first, for example /weather Lisbon.

## What may be allowed

scope-weather-read = ask about the weather
scope-report-write = have a report every morning
