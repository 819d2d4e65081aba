# Das Wetter, und der Bericht, der von selbst kommt

area-weather = 🌦 Wetter
weather-command = das Wetter, irgendwo oder da, wo du bist
report-command = jeden Tag ein Wetterbericht, wann du willst
forecast-command = die nächsten Tage, für jeden Ort
rain-command = wann es regnet
warnings-command = amtliche Wetterwarnungen
alerts-command = Bescheid bekommen, bevor es regnet, friert oder stürmt

error-weather-place-not-found = Einen Ort namens { $place } kenne ich nicht. Schau noch einmal auf die Schreibweise oder teile mir einen Standort.
error-weather-no-air-source = Es ist keine Quelle für Luftqualität eingerichtet.
error-weather-watch-not-found = Eine solche Meldung hast du nicht. /alerts zeigt deine.
error-weather-too-many-watches = Du hast schon { $limit } Wettermeldungen. Beende erst eine in /alerts.

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
    Gefühlt { $feels_like }. { $today }
    { $wind }, Luftfeuchte { $humidity_pct } %.
    { $source }
weather-today = Heute { $min } bis { $max }.
weather-today-with-chance = Heute { $min } bis { $max }, Regenwahrscheinlichkeit { $chance_pct } %.
weather-today-with-snow = Heute { $min } bis { $max }, Schneewahrscheinlichkeit { $chance_pct } %.
weather-wind = Wind aus { $direction } mit { $speed }
weather-calm = Windstill
weather-source = { $source }, { $time } Uhr Ortszeit
weather-stale = ⚠️ { $source } antwortet gerade nicht. Das ist der letzte Stand von vor { $age }.
weather-unavailable = Der Wetterdienst antwortet nicht, deshalb habe ich diesmal kein Wetter für { $place }. Versuch es später mit /weather.
weather-here-title = Dein Standort
weather-here = deinen Standort
weather-age-minutes = { $minutes ->
        [one] { $minutes } Minute
       *[other] { $minutes } Minuten
    }
weather-age-hours = { $hours ->
        [one] { $hours } Stunde
       *[other] { $hours } Stunden
    }

## Where the wind comes from

weather-direction-n = Nord
weather-direction-ne = Nordost
weather-direction-e = Ost
weather-direction-se = Südost
weather-direction-s = Süd
weather-direction-sw = Südwest
weather-direction-w = West
weather-direction-nw = Nordwest

## The sky, by WMO code

weather-sky-0 = klarer Himmel
weather-sky-1 = überwiegend klar
weather-sky-2 = teils bewölkt
weather-sky-3 = bedeckt
weather-sky-45 = Nebel
weather-sky-48 = Nebel mit Reifansatz
weather-sky-51 = leichter Nieselregen
weather-sky-53 = Nieselregen
weather-sky-55 = starker Nieselregen
weather-sky-56 = leichter gefrierender Nieselregen
weather-sky-57 = gefrierender Nieselregen
weather-sky-61 = leichter Regen
weather-sky-63 = Regen
weather-sky-65 = starker Regen
weather-sky-66 = leichter gefrierender Regen
weather-sky-67 = starker gefrierender Regen
weather-sky-71 = leichter Schneefall
weather-sky-73 = Schneefall
weather-sky-75 = starker Schneefall
weather-sky-77 = Schneegriesel
weather-sky-80 = leichte Schauer
weather-sky-81 = Schauer
weather-sky-82 = heftige Schauer
weather-sky-85 = leichte Schneeschauer
weather-sky-86 = starke Schneeschauer
weather-sky-95 = Gewitter
weather-sky-96 = Gewitter mit etwas Hagel
weather-sky-99 = Gewitter mit starkem Hagel
weather-sky-unknown = Wettercode { $code }

## Measures

weather-celsius = { $degrees } °C
weather-fahrenheit = { $degrees } °F
weather-speed-ms = { $speed } m/s
weather-speed-mph = { $speed } mph
weather-speed-bft = { $speed } Bft
weather-speed-kmh = { $speed } km/h
weather-speed-kn = { $speed } kn
weather-millimetres = { $amount } mm
weather-inches = { $amount } Zoll
weather-clock = { $time }
weather-weekday-1 = Montag
weather-weekday-2 = Dienstag
weather-weekday-3 = Mittwoch
weather-weekday-4 = Donnerstag
weather-weekday-5 = Freitag
weather-weekday-6 = Samstag
weather-weekday-7 = Sonntag

## What is coming

weather-rain =
    ☔ { $place }
    { $story }.
    { $source }
weather-dry = Kein Regen in Sicht
weather-with-advice = { $story }; { $advice }
weather-and-again = { $story }, und wieder ab etwa { $start } Uhr
weather-wet-rain = Regen
weather-wet-snow = Schnee
weather-wet-thunder = Gewitter
weather-spell = { $what } ab etwa { $start } Uhr, hört { $end } auf
weather-spell-starts = { $what } ab etwa { $start } Uhr, kein Ende in Sicht
weather-spell-stops = Gerade { $what }, hört { $end } auf
weather-spell-all-along = Die ganze Zeit { $what }
weather-end-clock = gegen { $time } Uhr
weather-end-night = in der Nacht
weather-end-morning = am Vormittag
weather-end-midday = um die Mittagszeit
weather-end-afternoon = am Nachmittag
weather-end-evening = gegen Abend
weather-advice-coat = nimm eine Jacke mit
weather-advice-umbrella = nimm einen Schirm mit
weather-advice-snow = Vorsicht auf den Straßen
weather-advice-thunder = bleib lieber drinnen
weather-advice-wind = Sturm, also alles festmachen
weather-advice-frost = es friert, zieh dich warm an
weather-advice-heat = trink genug
weather-advice-uv = nimm Sonnencreme
weather-day =
    { $symbol } { $place }, { $day }: { $min } bis { $max }, { $sky }
    { $story }.
    { $wind }.
    { $sun } { $moon }
    { $source }
weather-day-dry = Kein Regen
weather-day-rain = Etwa { $amount } Regen
weather-wind-up-to = Wind bis { $speed }
weather-sun = 🌅 { $rise } 🌇 { $set }
weather-sun-up = ☀️ Die Sonne geht nicht unter.
weather-sun-down = 🌃 Die Sonne geht nicht auf.
weather-moon-new = 🌑 Neumond
weather-moon-waxing-crescent = 🌒 Zunehmende Sichel
weather-moon-first-quarter = 🌓 Erstes Viertel
weather-moon-waxing-gibbous = 🌔 Zunehmender Mond
weather-moon-full = 🌕 Vollmond
weather-moon-waning-gibbous = 🌖 Abnehmender Mond
weather-moon-last-quarter = 🌗 Letztes Viertel
weather-moon-waning-crescent = 🌘 Abnehmende Sichel
weather-week =
    📅 { $place }
    { $days }
    { $source }
weather-week-day = { $symbol } { $day }: { $min } bis { $max }, { $rain } ({ $chance } %)
weather-lines =
    { $first }
    { $rest }
weather-disagreement =
    { $first }
    🤔 { $other } sieht das Wetter von morgen anders: { $min } bis { $max }, { $sky }.
weather-chart = { $place }: die nächsten 48 Stunden. Rot ist die Temperatur, blau der Regen, die Pfeile fliegen mit dem Wind.

## Official warnings

weather-warnings =
    ⚠️ { $place }
    { $warnings }
weather-no-warnings = ✅ { $place }: Es gibt keine amtlichen Warnungen. Gefragt: { $sources }.
weather-nobody-warns = { $place }: Für diesen Ort habe ich keine Quelle für amtliche Warnungen und kann deshalb nicht sagen, ob es welche gibt.
weather-warning =
    { $level } { $headline }
    { $start } { $end }. { $instruction }
    { $issuer }
weather-warning-from = Ab { $day }, { $clock }
weather-warning-until = bis { $day }, { $clock }
weather-warning-open = bis auf Weiteres
weather-severity-minor = 🟢
weather-severity-moderate = 🟡
weather-severity-severe = 🟠
weather-severity-extreme = 🔴

## The air

weather-air-at =
    { $place }
    { $air }
weather-air = 😮‍💨 Luft: { $level } (europäischer Index { $aqi }, { $source })
weather-air-good = gut
weather-air-fair = ordentlich
weather-air-moderate = mäßig
weather-air-poor = schlecht
weather-air-very-poor = sehr schlecht
weather-air-extremely-poor = extrem schlecht
weather-pollen = 🌾 { $plant }: { $grains } Pollen/m³
weather-pollen-alder = Erle
weather-pollen-birch = Birke
weather-pollen-grass = Gräser
weather-pollen-mugwort = Beifuß
weather-pollen-olive = Olive
weather-pollen-ragweed = Ambrosia

## What is told unasked

weather-watch-rain = ☔ { $place }: { $what } ab { $start }, { $end }.
weather-watch-warning = ⚠️ { $place }: { $headline }. Ab { $start }, { $end }.
weather-watch-frost = ❄️ { $place }: Frost heute Nacht, bis { $value }. Ab { $start }, { $end }.
weather-watch-heat = 🥵 { $place }: ein heißer Tag, bis { $value }. Ab { $start }, { $end }.
weather-watch-wind = 💨 { $place }: Böen bis { $value }. Ab { $start }, { $end }.
weather-watch-uv = 🧴 { $place }: starke Sonne, UV-Index { $value }. Ab { $start }, { $end }.
weather-watch-over = ✅ { $place }: { $what }: Es ist vorbei.
weather-watch-called-off = ✅ { $place }: { $what }: Es kommt doch nicht.
weather-kind-rain = Regen
weather-kind-warnings = Amtliche Warnungen
weather-kind-frost = Frost heute Nacht
weather-kind-heat = Hitze
weather-kind-wind = Starker Wind
weather-kind-uv = Starke Sonne
weather-watch-where-i-am = wo immer du bist
weather-watch-ask = Soll ich dir mehr sagen? Für { $place }:
weather-watch-none = Noch sage ich dir von selbst nichts zum Wetter.
weather-watch-list = Ich sage dir Bescheid bei:
weather-watch-one = • { $kind }: { $place }
weather-watch-time = { $day } { $clock }
weather-watch-until = bis { $time }

## Asking and choosing

weather-ask-place = Wo denn? Schreib mir einen Ort oder teile deinen Standort.
weather-button-refresh = 🔄 Aktualisieren
weather-button-report = ⏰ Morgenbericht
weather-button-place = 📍 { $place }
weather-button-today = Heute
weather-button-tomorrow = Morgen
weather-button-week = Woche
weather-button-chart = 📈 Diagramm
weather-button-rain = ☔ Regen
weather-button-warnings = ⚠️ Warnungen
weather-button-air = 😮‍💨 Luft
weather-button-watch = 🔔 Meldungen
weather-button-on = ✅ { $kind }
weather-button-add = ➕ { $kind }
weather-button-here = 📍 Wo ich bin
weather-button-at = { $time }
weather-button-soon = In 1 Minute
weather-button-off = Aus

## The report

weather-report =
    { $greeting }

    { $weather }
weather-and-story =
    { $weather }

    { $story }.
weather-report-good-morning = Guten Morgen!
weather-report-hello = Hallo! Hier kommt dein Wetterbericht.
weather-report-ask =
    { $current }

    Wann soll er kommen? Tippe auf eine Uhrzeit oder schreib zum Beispiel /report 07:30
weather-report-none = Du bekommst keinen täglichen Wetterbericht.
weather-report-set = ✅ { $report }
weather-report-daily = Dein Wetterbericht für { $place } kommt jeden Tag um { $time } Uhr ({ $zone }), zum nächsten Mal { $day }.
weather-report-once = Dein Wetterbericht für { $place } kommt { $day } um { $time } Uhr ({ $zone }).
weather-report-stopped = ✅ Es kommen keine Wetterberichte mehr.
weather-report-not-understood = Die Uhrzeit habe ich nicht verstanden. Versuch es mit /report 07:30, /report in 1 Minute, /report jetzt oder /report aus.
weather-day-today = heute
weather-day-tomorrow = morgen

## Failures

error-weather-no-place = Ich weiß noch nicht, für welchen Ort. Frag mich zuerst irgendwo nach dem Wetter, zum Beispiel mit /weather Berlin.

## What may be allowed

scope-weather-read = nach dem Wetter fragen
scope-weather-watch = ungefragt von Regen, Frost oder Sturm erfahren
scope-report-write = sich jeden Morgen berichten lassen
