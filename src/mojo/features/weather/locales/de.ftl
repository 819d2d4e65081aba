# Das Wetter, und der Bericht, der von selbst kommt

weather-command = das Wetter, irgendwo oder da, wo du bist
report-command = jeden Tag ein Wetterbericht, wann du willst

error-weather-place-not-found = Einen Ort namens { $place } kenne ich nicht. Schau noch einmal auf die Schreibweise oder teile mir einen Standort.

# What the outside services are called
service-open-meteo = Open-Meteo
service-open-meteo-geocoding = Open-Meteo

## The weather

weather-now =
    { $symbol } { $place }: { $temperature_c } °C, { $sky }
    Gefühlt { $feels_like_c } °C. { $today }
    { $wind }, Luftfeuchte { $humidity_pct } %.
    { $source }
weather-today = Heute { $min_c } bis { $max_c } °C.
weather-today-with-chance = Heute { $min_c } bis { $max_c } °C, Regenwahrscheinlichkeit { $chance_pct } %.
weather-today-with-snow = Heute { $min_c } bis { $max_c } °C, Schneewahrscheinlichkeit { $chance_pct } %.
weather-wind = Wind aus { $direction } mit { $speed_ms } m/s
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

## Asking and choosing

weather-ask-place = Wo denn? Schreib mir einen Ort oder teile deinen Standort.
weather-button-refresh = 🔄 Aktualisieren
weather-button-report = ⏰ Morgenbericht
weather-button-place = 📍 { $place }
weather-button-at = { $time }
weather-button-soon = In 1 Minute
weather-button-off = Aus

## The report

weather-report =
    { $greeting }

    { $weather }
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
scope-report-write = sich jeden Morgen berichten lassen
