# El tiempo, y el informe que llega solo

area-weather = 🌦 Tiempo
weather-command = el tiempo, en cualquier lugar o donde estés
report-command = un informe del tiempo cada día, a la hora que quieras
forecast-command = los próximos días, en cualquier lugar
rain-command = cuándo va a llover
warnings-command = avisos meteorológicos oficiales
alerts-command = que te avise antes de que llueva, hiele o haya temporal

error-weather-place-not-found = No conozco ningún lugar llamado { $place }. Revisa cómo se escribe o compárteme una ubicación.
error-weather-no-air-source = No hay ninguna fuente de calidad del aire configurada.
error-weather-watch-not-found = No tienes ese aviso. /alerts muestra los tuyos.
error-weather-too-many-watches = Ya tienes { $limit } avisos del tiempo. Quita antes uno en /alerts.

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
    Sensación de { $feels_like }. { $today }
    { $wind }, humedad del { $humidity_pct } %.
    { $source }
weather-today = Hoy, entre { $min } y { $max }.
weather-today-with-chance = Hoy, entre { $min } y { $max }, con un { $chance_pct } % de probabilidad de lluvia.
weather-today-with-snow = Hoy, entre { $min } y { $max }, con un { $chance_pct } % de probabilidad de nieve.
weather-wind = Viento del { $direction } a { $speed }
weather-calm = Sin viento
weather-source = { $source }, { $time } hora local
weather-stale = ⚠️ { $source } no responde. Este es su último dato, de hace { $age }.
weather-unavailable = El servicio del tiempo no responde, así que esta vez no tengo el tiempo para { $place }. Prueba más tarde con /weather.
weather-here-title = Tu ubicación
weather-here = tu ubicación
weather-age-minutes = { $minutes ->
        [one] { $minutes } minuto
       *[other] { $minutes } minutos
    }
weather-age-hours = { $hours ->
        [one] { $hours } hora
       *[other] { $hours } horas
    }

## Where the wind comes from

weather-direction-n = norte
weather-direction-ne = noreste
weather-direction-e = este
weather-direction-se = sureste
weather-direction-s = sur
weather-direction-sw = suroeste
weather-direction-w = oeste
weather-direction-nw = noroeste

## The sky, by WMO code

weather-sky-0 = cielo despejado
weather-sky-1 = casi despejado
weather-sky-2 = parcialmente nublado
weather-sky-3 = cielo cubierto
weather-sky-45 = niebla
weather-sky-48 = niebla helada
weather-sky-51 = llovizna débil
weather-sky-53 = llovizna
weather-sky-55 = llovizna intensa
weather-sky-56 = llovizna helada débil
weather-sky-57 = llovizna helada
weather-sky-61 = lluvia débil
weather-sky-63 = lluvia
weather-sky-65 = lluvia fuerte
weather-sky-66 = lluvia helada débil
weather-sky-67 = lluvia helada fuerte
weather-sky-71 = nevada débil
weather-sky-73 = nieve
weather-sky-75 = nevada intensa
weather-sky-77 = nieve granulada
weather-sky-80 = chubascos débiles
weather-sky-81 = chubascos
weather-sky-82 = chubascos muy fuertes
weather-sky-85 = chubascos débiles de nieve
weather-sky-86 = chubascos fuertes de nieve
weather-sky-95 = tormenta
weather-sky-96 = tormenta con algo de granizo
weather-sky-99 = tormenta con mucho granizo
weather-sky-unknown = código meteorológico { $code }

## Measures

weather-celsius = { $degrees } °C
weather-fahrenheit = { $degrees } °F
weather-speed-ms = { $speed } m/s
weather-speed-mph = { $speed } mph
weather-speed-bft = { $speed } Bft
weather-speed-kmh = { $speed } km/h
weather-speed-kn = { $speed } kn
weather-millimetres = { $amount } mm
weather-inches = { $amount } pulg.
weather-clock = { $time }
weather-weekday-1 = lunes
weather-weekday-2 = martes
weather-weekday-3 = miércoles
weather-weekday-4 = jueves
weather-weekday-5 = viernes
weather-weekday-6 = sábado
weather-weekday-7 = domingo

## What is coming

weather-rain =
    ☔ { $place }
    { $story }.
    { $source }
weather-dry = No se espera lluvia
weather-with-advice = { $story }; { $advice }
weather-and-again = { $story }, y otra vez desde las { $start } más o menos
weather-wet-rain = Lluvia
weather-wet-snow = Nieve
weather-wet-thunder = Tormentas
weather-spell = { $what } desde las { $start } más o menos; para { $end }
weather-spell-starts = { $what } desde las { $start } más o menos, sin final a la vista
weather-spell-stops = { $what } ahora; para { $end }
weather-spell-all-along = { $what } todo el tiempo
weather-end-clock = hacia las { $time }
weather-end-night = por la noche
weather-end-morning = por la mañana
weather-end-midday = hacia el mediodía
weather-end-afternoon = por la tarde
weather-end-evening = al anochecer
weather-advice-coat = lleva un abrigo
weather-advice-umbrella = lleva un paraguas
weather-advice-snow = cuidado en la carretera
weather-advice-thunder = mejor quédate dentro
weather-advice-wind = hay temporal, sujeta bien las cosas
weather-advice-frost = hiela, abrígate bien
weather-advice-heat = bebe bastante agua
weather-advice-uv = usa protector solar
weather-day =
    { $symbol } { $place }, { $day }: de { $min } a { $max }, { $sky }
    { $story }.
    { $wind }.
    { $sun } { $moon }
    { $source }
weather-day-dry = Sin lluvia
weather-day-rain = Unos { $amount } de lluvia
weather-wind-up-to = Viento de hasta { $speed }
weather-sun = 🌅 { $rise } 🌇 { $set }
weather-sun-up = ☀️ El sol no se pone.
weather-sun-down = 🌃 El sol no sale.
weather-moon-new = 🌑 Luna nueva
weather-moon-waxing-crescent = 🌒 Luna creciente
weather-moon-first-quarter = 🌓 Cuarto creciente
weather-moon-waxing-gibbous = 🌔 Gibosa creciente
weather-moon-full = 🌕 Luna llena
weather-moon-waning-gibbous = 🌖 Gibosa menguante
weather-moon-last-quarter = 🌗 Cuarto menguante
weather-moon-waning-crescent = 🌘 Luna menguante
weather-week =
    📅 { $place }
    { $days }
    { $source }
weather-week-day = { $symbol } { $day }: de { $min } a { $max }, { $rain } ({ $chance } %)
weather-lines =
    { $first }
    { $rest }
weather-disagreement =
    { $first }
    🤔 { $other } ve el día de mañana de otra manera: de { $min } a { $max }, { $sky }.
weather-chart = { $place }: las próximas 48 horas. En rojo, la temperatura; en azul, la lluvia; las flechas vuelan con el viento.

## Official warnings

weather-warnings =
    ⚠️ { $place }
    { $warnings }
weather-no-warnings = ✅ { $place }: no hay avisos oficiales. Fuentes consultadas: { $sources }.
weather-nobody-warns = { $place }: no tengo ninguna fuente de avisos oficiales para este lugar, así que no puedo decir si los hay.
weather-warning =
    { $level } { $headline }
    { $start } { $end }. { $instruction }
    { $issuer }
weather-warning-from = Desde el { $day }, { $clock },
weather-warning-until = hasta el { $day }, { $clock }
weather-warning-open = sin final por ahora
weather-severity-minor = 🟢
weather-severity-moderate = 🟡
weather-severity-severe = 🟠
weather-severity-extreme = 🔴

## The air

weather-air-at =
    { $place }
    { $air }
weather-air = 😮‍💨 Aire: { $level } (índice europeo { $aqi }, { $source })
weather-air-good = bueno
weather-air-fair = razonable
weather-air-moderate = regular
weather-air-poor = malo
weather-air-very-poor = muy malo
weather-air-extremely-poor = pésimo
weather-pollen = 🌾 { $plant }: { $grains } granos/m³
weather-pollen-alder = Aliso
weather-pollen-birch = Abedul
weather-pollen-grass = Gramíneas
weather-pollen-mugwort = Artemisa
weather-pollen-olive = Olivo
weather-pollen-ragweed = Ambrosía

## What is told unasked

weather-watch-rain = ☔ { $place }: { $what } desde { $start }, { $end }.
weather-watch-warning = ⚠️ { $place }: { $headline }. Desde { $start }, { $end }.
weather-watch-frost = ❄️ { $place }: helada esta noche, hasta { $value }. Desde { $start }, { $end }.
weather-watch-heat = 🥵 { $place }: día caluroso, hasta { $value }. Desde { $start }, { $end }.
weather-watch-wind = 💨 { $place }: rachas de hasta { $value }. Desde { $start }, { $end }.
weather-watch-uv = 🧴 { $place }: sol fuerte, índice UV { $value }. Desde { $start }, { $end }.
weather-watch-over = ✅ { $place }: { $what }: ya ha pasado.
weather-watch-called-off = ✅ { $place }: { $what }: al final no habrá.
weather-kind-rain = Lluvia
weather-kind-warnings = Avisos oficiales
weather-kind-frost = Helada esta noche
weather-kind-heat = Calor
weather-kind-wind = Viento fuerte
weather-kind-uv = Sol fuerte
weather-watch-where-i-am = dondequiera que estés
weather-watch-ask = ¿Te aviso de algo más? Para { $place }:
weather-watch-none = Todavía no te aviso de nada del tiempo por mi cuenta.
weather-watch-list = Te aviso de:
weather-watch-one = • { $kind }: { $place }
weather-watch-time = { $day } { $clock }
weather-watch-until = hasta { $time }

## Asking and choosing

weather-ask-place = ¿Dónde? Escribe el nombre de un lugar o comparte tu ubicación.
weather-button-refresh = 🔄 Actualizar
weather-button-report = ⏰ Informe matinal
weather-button-place = 📍 { $place }
weather-button-today = Hoy
weather-button-tomorrow = Mañana
weather-button-week = Semana
weather-button-chart = 📈 Gráfico
weather-button-rain = ☔ Lluvia
weather-button-warnings = ⚠️ Avisos
weather-button-air = 😮‍💨 Aire
weather-button-watch = 🔔 Alertas
weather-button-on = ✅ { $kind }
weather-button-add = ➕ { $kind }
weather-button-here = 📍 Donde estoy
weather-button-at = { $time }
weather-button-soon = En 1 minuto
weather-button-off = Desactivar

## The report

weather-report =
    { $greeting }

    { $weather }
weather-and-story =
    { $weather }

    { $story }.
weather-report-good-morning = ¡Buenos días!
weather-report-hello = ¡Hola! Aquí tienes tu informe del tiempo.
weather-report-ask =
    { $current }

    ¿Cuándo quieres que llegue? Elige una hora o escribe, por ejemplo, /report 07:30
weather-report-none = No recibes ningún informe diario del tiempo.
weather-report-set = ✅ { $report }
weather-report-daily = Tu informe del tiempo para { $place } llega cada día a las { $time } ({ $zone }); el próximo, { $day }.
weather-report-once = Tu informe del tiempo para { $place } llega { $day } a las { $time } ({ $zone }).
weather-report-stopped = ✅ No llegarán más informes del tiempo.
weather-report-not-understood = No he entendido la hora. Prueba con /report 07:30, /report en 1 minuto, /report ahora o /report apagar.
weather-day-today = hoy
weather-day-tomorrow = mañana

## Failures

error-weather-no-place = Todavía no sé para qué lugar. Pregúntame antes por el tiempo en algún sitio, por ejemplo con /weather Madrid.

## What may be allowed

scope-weather-read = preguntar por el tiempo
scope-weather-watch = recibir avisos de lluvia, heladas o temporales
scope-report-write = recibir un informe cada mañana
