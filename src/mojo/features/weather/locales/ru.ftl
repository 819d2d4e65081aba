# Погода и сводка, которая приходит сама

weather-command = погода где угодно или там, где ты сейчас
report-command = сводка погоды каждый день в удобное время

error-weather-place-not-found = Не знаю места под названием { $place }. Проверь написание или отправь мне геопозицию.

# What the outside services are called
service-open-meteo = Open-Meteo
service-open-meteo-geocoding = Open-Meteo

## The weather

weather-now =
    { $symbol } { $place }: { $temperature_c } °C, { $sky }
    Ощущается как { $feels_like_c } °C. { $today }
    { $wind }, влажность { $humidity_pct } %.
    { $source }
weather-today = Сегодня от { $min_c } до { $max_c } °C.
weather-today-with-chance = Сегодня от { $min_c } до { $max_c } °C, вероятность дождя { $chance_pct } %.
weather-today-with-snow = Сегодня от { $min_c } до { $max_c } °C, вероятность снега { $chance_pct } %.
weather-wind = Ветер { $direction }, { $speed_ms } м/с
weather-calm = Безветренно
weather-source = { $source }, { $time } по местному времени
weather-stale = ⚠️ { $source } не отвечает. Это последние данные, они получены { $age } назад.
weather-unavailable = Погодный сервис не отвечает, поэтому сейчас погоды нет ({ $place }). Попробуй позже: /weather.
weather-here-title = Твоя геопозиция
weather-here = твоя геопозиция
weather-age-minutes = { $minutes ->
        [one] { $minutes } минуту
        [few] { $minutes } минуты
        [many] { $minutes } минут
       *[other] { $minutes } минуты
    }
weather-age-hours = { $hours ->
        [one] { $hours } час
        [few] { $hours } часа
        [many] { $hours } часов
       *[other] { $hours } часа
    }

## Where the wind comes from

weather-direction-n = северный
weather-direction-ne = северо-восточный
weather-direction-e = восточный
weather-direction-se = юго-восточный
weather-direction-s = южный
weather-direction-sw = юго-западный
weather-direction-w = западный
weather-direction-nw = северо-западный

## The sky, by WMO code

weather-sky-0 = ясно
weather-sky-1 = малооблачно
weather-sky-2 = переменная облачность
weather-sky-3 = пасмурно
weather-sky-45 = туман
weather-sky-48 = туман с изморозью
weather-sky-51 = слабая морось
weather-sky-53 = морось
weather-sky-55 = сильная морось
weather-sky-56 = слабая ледяная морось
weather-sky-57 = ледяная морось
weather-sky-61 = небольшой дождь
weather-sky-63 = дождь
weather-sky-65 = сильный дождь
weather-sky-66 = небольшой ледяной дождь
weather-sky-67 = сильный ледяной дождь
weather-sky-71 = небольшой снег
weather-sky-73 = снег
weather-sky-75 = сильный снегопад
weather-sky-77 = снежные зёрна
weather-sky-80 = небольшой ливень
weather-sky-81 = ливень
weather-sky-82 = очень сильный ливень
weather-sky-85 = небольшой снежный заряд
weather-sky-86 = сильный снежный заряд
weather-sky-95 = гроза
weather-sky-96 = гроза с небольшим градом
weather-sky-99 = гроза с сильным градом
weather-sky-unknown = код погоды { $code }

## Asking and choosing

weather-ask-place = Где? Напиши название места или отправь геопозицию.
weather-button-refresh = 🔄 Обновить
weather-button-report = ⏰ Утренняя сводка
weather-button-place = 📍 { $place }
weather-button-at = { $time }
weather-button-soon = Через 1 минуту
weather-button-off = Выключить

## The report

weather-report =
    { $greeting }

    { $weather }
weather-report-good-morning = Доброе утро!
weather-report-hello = Привет! Вот твоя сводка погоды.
weather-report-ask =
    { $current }

    Когда её присылать? Выбери время или напиши, например: /report 07:30
weather-report-none = Ежедневная сводка погоды не включена.
weather-report-set = ✅ { $report }
weather-report-daily = Сводка погоды ({ $place }) приходит каждый день в { $time } ({ $zone }), ближайшая – { $day }.
weather-report-once = Сводка погоды ({ $place }) придёт { $day } в { $time } ({ $zone }).
weather-report-stopped = ✅ Сводок погоды больше не будет.
weather-report-not-understood = Не понимаю, на какое время. Попробуй так: /report 07:30, /report через 1 минуту, /report сейчас или /report выкл.
weather-day-today = сегодня
weather-day-tomorrow = завтра

## Failures

error-weather-no-place = Пока не знаю, для какого места. Сначала спроси меня о погоде где-нибудь, например: /weather Москва.

## What may be allowed

scope-weather-read = узнавать погоду
scope-report-write = получать сводку каждое утро
