# Weather and the report that comes by itself

area-weather = 🌦 Weather
weather-command = the weather, anywhere or where you are
report-command = a weather report every day, at your time
forecast-command = the coming days, for any place
rain-command = when it will rain
warnings-command = official weather warnings
alerts-command = be told before it rains, freezes or storms

error-weather-place-not-found = I don't know any place called { $place }. Check the spelling, or share a location with me.
error-weather-no-air-source = No source of air quality is set up.
error-weather-watch-not-found = You have no such alert. /alerts shows yours.
error-weather-too-many-watches = You have { $limit } weather alerts already. Stop one in /alerts first.

# What the outside services are called
service-open-meteo = Open-Meteo
service-open-meteo-geocoding = Open-Meteo
service-open-meteo-air = Open-Meteo
service-met-norway = MET Norway
service-met-norway-warnings = MET Norway
service-open-weather-map = OpenWeatherMap

## The weather

weather-now =
    { $symbol } { $place }: { $temperature }, { $sky }
    Feels like { $feels_like }. { $today }
    { $wind }, humidity { $humidity_pct }%.
    { $source }
weather-today = Today { $min } to { $max }.
weather-today-with-chance = Today { $min } to { $max }, { $chance_pct }% chance of rain.
weather-today-with-snow = Today { $min } to { $max }, { $chance_pct }% chance of snow.
weather-wind = Wind { $speed } from the { $direction }
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

## Measures

weather-celsius = { $degrees } °C
weather-fahrenheit = { $degrees } °F
weather-speed-ms = { $speed } m/s
weather-speed-mph = { $speed } mph
weather-speed-bft = { $speed } Bft
weather-speed-kmh = { $speed } km/h
weather-speed-kn = { $speed } kn
weather-millimetres = { $amount } mm
weather-inches = { $amount } in
weather-clock = { $time }
weather-weekday-1 = Monday
weather-weekday-2 = Tuesday
weather-weekday-3 = Wednesday
weather-weekday-4 = Thursday
weather-weekday-5 = Friday
weather-weekday-6 = Saturday
weather-weekday-7 = Sunday

## What is coming

weather-rain =
    ☔ { $place }
    { $story }.
    { $source }
weather-dry = No rain in sight
weather-with-advice = { $story }; { $advice }
weather-and-again = { $story }, and again from about { $start }
weather-wet-rain = Rain
weather-wet-snow = Snow
weather-wet-thunder = Thunderstorms
weather-spell = { $what } from about { $start }, stops { $end }
weather-spell-starts = { $what } from about { $start }, with no end in sight
weather-spell-stops = { $what } now, stops { $end }
weather-spell-all-along = { $what } all the time
weather-end-clock = at about { $time }
weather-end-night = during the night
weather-end-morning = in the morning
weather-end-midday = around midday
weather-end-afternoon = in the afternoon
weather-end-evening = towards evening
weather-advice-coat = take a coat
weather-advice-umbrella = take an umbrella
weather-advice-snow = mind the roads
weather-advice-thunder = better stay inside
weather-advice-wind = a storm, so tie things down
weather-advice-frost = it freezes, so dress warmly
weather-advice-heat = drink enough
weather-advice-uv = use sun cream
weather-day =
    { $symbol } { $place }, { $day }: { $min } to { $max }, { $sky }
    { $story }.
    { $wind }.
    { $sun } { $moon }
    { $source }
weather-day-dry = No rain
weather-day-rain = About { $amount } of rain
weather-wind-up-to = Wind up to { $speed }
weather-sun = 🌅 { $rise } 🌇 { $set }
weather-sun-up = ☀️ The sun does not set.
weather-sun-down = 🌃 The sun does not rise.
weather-moon-new = 🌑 New moon
weather-moon-waxing-crescent = 🌒 Waxing crescent
weather-moon-first-quarter = 🌓 First quarter
weather-moon-waxing-gibbous = 🌔 Waxing moon
weather-moon-full = 🌕 Full moon
weather-moon-waning-gibbous = 🌖 Waning moon
weather-moon-last-quarter = 🌗 Last quarter
weather-moon-waning-crescent = 🌘 Waning crescent
weather-week =
    📅 { $place }
    { $days }
    { $source }
weather-week-day = { $symbol } { $day }: { $min } to { $max }, { $rain } ({ $chance }%)
weather-lines =
    { $first }
    { $rest }
weather-disagreement =
    { $first }
    🤔 { $other } sees tomorrow differently: { $min } to { $max }, { $sky }.
weather-chart = { $place }: the next 48 hours. Red is temperature, blue is rain, arrows fly with the wind.

## Official warnings

weather-warnings =
    ⚠️ { $place }
    { $warnings }
weather-no-warnings = ✅ { $place }: there are no official warnings. Asked: { $sources }.
weather-nobody-warns = { $place }: I have no source of official warnings for this place, so I cannot say whether there are any.
weather-warning =
    { $level } { $headline }
    { $start } { $end }. { $instruction }
    { $issuer }
weather-warning-from = From { $day }, { $clock }
weather-warning-until = until { $day }, { $clock }
weather-warning-open = with no end yet
weather-severity-minor = 🟢
weather-severity-moderate = 🟡
weather-severity-severe = 🟠
weather-severity-extreme = 🔴

## The air

weather-air-at =
    { $place }
    { $air }
weather-air = 😮‍💨 Air: { $level } (European index { $aqi }, { $source })
weather-air-good = good
weather-air-fair = fair
weather-air-moderate = moderate
weather-air-poor = poor
weather-air-very-poor = very poor
weather-air-extremely-poor = extremely poor
weather-pollen = 🌾 { $plant }: { $grains } grains/m³
weather-pollen-alder = Alder
weather-pollen-birch = Birch
weather-pollen-grass = Grass
weather-pollen-mugwort = Mugwort
weather-pollen-olive = Olive
weather-pollen-ragweed = Ragweed

## What is told unasked

weather-watch-rain = ☔ { $place }: { $what } from { $start }, { $end }.
weather-watch-warning = ⚠️ { $place }: { $headline }. From { $start }, { $end }.
weather-watch-frost = ❄️ { $place }: frost tonight, down to { $value }. From { $start }, { $end }.
weather-watch-heat = 🥵 { $place }: a hot day, up to { $value }. From { $start }, { $end }.
weather-watch-wind = 💨 { $place }: gusts up to { $value }. From { $start }, { $end }.
weather-watch-uv = 🧴 { $place }: strong sun, UV index { $value }. From { $start }, { $end }.
weather-watch-over = ✅ { $place }: { $what }: it is over.
weather-watch-called-off = ✅ { $place }: { $what }: it will not come after all.
weather-kind-rain = Rain
weather-kind-warnings = Official warnings
weather-kind-frost = Frost tonight
weather-kind-heat = Heat
weather-kind-wind = Strong wind
weather-kind-uv = Strong sun
weather-watch-where-i-am = wherever you are
weather-watch-ask = Tell you more? For { $place }:
weather-watch-none = I don't tell you of any weather by myself yet.
weather-watch-list = I tell you of:
weather-watch-one = • { $kind }: { $place }
weather-watch-time = { $day } { $clock }
weather-watch-until = until { $time }

## Asking and choosing

weather-ask-place = Where? Type the name of a place or share your location.
weather-button-refresh = 🔄 Refresh
weather-button-report = ⏰ Morning report
weather-button-place = 📍 { $place }
weather-button-today = Today
weather-button-tomorrow = Tomorrow
weather-button-week = Week
weather-button-chart = 📈 Chart
weather-button-rain = ☔ Rain
weather-button-warnings = ⚠️ Warnings
weather-button-air = 😮‍💨 Air
weather-button-watch = 🔔 Alerts
weather-button-on = ✅ { $kind }
weather-button-add = ➕ { $kind }
weather-button-here = 📍 Where I am
weather-button-at = { $time }
weather-button-soon = In 1 minute
weather-button-off = Off

## The report

weather-report =
    { $greeting }

    { $weather }
weather-and-story =
    { $weather }

    { $story }.
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
scope-weather-watch = be told of rain, frost or storms unasked
scope-report-write = have a report every morning
