# El tiempo, y el informe que llega solo

weather-command = el tiempo, en cualquier lugar o donde estés
report-command = un informe del tiempo cada día, a la hora que quieras

error-weather-place-not-found = No conozco ningún lugar llamado { $place }. Revisa cómo se escribe o compárteme una ubicación.

# What the outside services are called
service-open-meteo = Open-Meteo
service-open-meteo-geocoding = Open-Meteo

## The weather

weather-now =
    { $symbol } { $place }: { $temperature_c } °C, { $sky }
    Sensación de { $feels_like_c } °C. { $today }
    { $wind }, humedad del { $humidity_pct } %.
    { $source }
weather-today = Hoy, entre { $min_c } y { $max_c } °C.
weather-today-with-chance = Hoy, entre { $min_c } y { $max_c } °C, con un { $chance_pct } % de probabilidad de lluvia.
weather-today-with-snow = Hoy, entre { $min_c } y { $max_c } °C, con un { $chance_pct } % de probabilidad de nieve.
weather-wind = Viento del { $direction } a { $speed_ms } m/s
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

## Asking and choosing

weather-ask-place = ¿Dónde? Escribe el nombre de un lugar o comparte tu ubicación.
weather-button-refresh = 🔄 Actualizar
weather-button-report = ⏰ Informe matinal
weather-button-place = 📍 { $place }
weather-button-at = { $time }
weather-button-soon = En 1 minuto
weather-button-off = Desactivar

## The report

weather-report =
    { $greeting }

    { $weather }
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
scope-report-write = recibir un informe cada mañana
