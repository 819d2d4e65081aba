# Погода и сводка, которая приходит сама

area-weather = 🌦 Погода
weather-command = погода где угодно или там, где ты сейчас
report-command = сводка погоды каждый день в удобное время
forecast-command = ближайшие дни, для любого места
rain-command = когда пойдёт дождь
warnings-command = официальные предупреждения о погоде
alerts-command = предупредить о дожде, морозе или шторме

error-weather-place-not-found = Не знаю места под названием { $place }. Проверь написание или отправь мне геопозицию.
error-weather-no-air-source = Источник данных о качестве воздуха не настроен.
error-weather-watch-not-found = Такого оповещения у тебя нет. Твои – в /alerts.
error-weather-too-many-watches = У тебя уже { $limit } оповещений о погоде. Сначала отключи одно в /alerts.

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
    Ощущается как { $feels_like }. { $today }
    { $wind }, влажность { $humidity_pct } %.
    { $source }
weather-today = Сегодня от { $min } до { $max }.
weather-today-with-chance = Сегодня от { $min } до { $max }, вероятность дождя { $chance_pct } %.
weather-today-with-snow = Сегодня от { $min } до { $max }, вероятность снега { $chance_pct } %.
weather-wind = Ветер { $direction }, { $speed }
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

## Measures

weather-celsius = { $degrees } °C
weather-fahrenheit = { $degrees } °F
weather-speed-ms = { $speed } м/с
weather-speed-mph = { $speed } миль/ч
weather-speed-bft = { $speed } Бфт
weather-speed-kmh = { $speed } км/ч
weather-speed-kn = { $speed } уз
weather-millimetres = { $amount } мм
weather-inches = { $amount } дюйма
weather-clock = { $time }
weather-weekday-1 = понедельник
weather-weekday-2 = вторник
weather-weekday-3 = среда
weather-weekday-4 = четверг
weather-weekday-5 = пятница
weather-weekday-6 = суббота
weather-weekday-7 = воскресенье

## What is coming

weather-rain =
    ☔ { $place }
    { $story }.
    { $source }
weather-dry = Дождя не предвидится
weather-with-advice = { $story }; { $advice }
weather-and-again = { $story }, и снова примерно с { $start }
weather-wet-rain = Дождь
weather-wet-snow = Снег
weather-wet-thunder = Гроза
weather-spell = { $what } примерно с { $start }, прекратится { $end }
weather-spell-starts = { $what } примерно с { $start }, конца не видно
weather-spell-stops = Сейчас { $what }, прекратится { $end }
weather-spell-all-along = { $what } всё время
weather-end-clock = около { $time }
weather-end-night = ночью
weather-end-morning = утром
weather-end-midday = около полудня
weather-end-afternoon = днём
weather-end-evening = к вечеру
weather-advice-coat = возьми куртку
weather-advice-umbrella = возьми зонт
weather-advice-snow = осторожнее на дороге
weather-advice-thunder = лучше остаться дома
weather-advice-wind = шторм, закрепи всё, что может улететь
weather-advice-frost = мороз, одевайся теплее
weather-advice-heat = пей больше воды
weather-advice-uv = не забудь солнцезащитный крем
weather-day =
    { $symbol } { $place }, { $day }: от { $min } до { $max }, { $sky }
    { $story }.
    { $wind }.
    { $sun } { $moon }
    { $source }
weather-day-dry = Без дождя
weather-day-rain = Около { $amount } дождя
weather-wind-up-to = Ветер до { $speed }
weather-sun = 🌅 { $rise } 🌇 { $set }
weather-sun-up = ☀️ Солнце не заходит.
weather-sun-down = 🌃 Солнце не восходит.
weather-moon-new = 🌑 Новолуние
weather-moon-waxing-crescent = 🌒 Молодая луна
weather-moon-first-quarter = 🌓 Первая четверть
weather-moon-waxing-gibbous = 🌔 Растущая луна
weather-moon-full = 🌕 Полнолуние
weather-moon-waning-gibbous = 🌖 Убывающая луна
weather-moon-last-quarter = 🌗 Последняя четверть
weather-moon-waning-crescent = 🌘 Старая луна
weather-week =
    📅 { $place }
    { $days }
    { $source }
weather-week-day = { $symbol } { $day }: от { $min } до { $max }, { $rain } ({ $chance } %)
weather-lines =
    { $first }
    { $rest }
weather-disagreement =
    { $first }
    🤔 { $other } видит завтрашний день иначе: от { $min } до { $max }, { $sky }.
weather-chart = { $place }: ближайшие 48 часов. Красным – температура, синим – дождь, стрелки летят по ветру.

## Official warnings

weather-warnings =
    ⚠️ { $place }
    { $warnings }
weather-no-warnings = ✅ { $place }: официальных предупреждений нет. Источники: { $sources }.
weather-nobody-warns = { $place }: для этого места у меня нет источника официальных предупреждений, поэтому не могу сказать, есть ли они.
weather-warning =
    { $level } { $headline }
    { $start } { $end }. { $instruction }
    { $issuer }
weather-warning-from = Начало: { $day }, { $clock };
weather-warning-until = конец: { $day }, { $clock }
weather-warning-open = конец пока неизвестен
weather-severity-minor = 🟢
weather-severity-moderate = 🟡
weather-severity-severe = 🟠
weather-severity-extreme = 🔴

## The air

weather-air-at =
    { $place }
    { $air }
weather-air = 😮‍💨 Воздух: { $level } (европейский индекс { $aqi }, { $source })
weather-air-good = хороший
weather-air-fair = приемлемый
weather-air-moderate = средний
weather-air-poor = плохой
weather-air-very-poor = очень плохой
weather-air-extremely-poor = крайне плохой
weather-pollen = 🌾 { $plant }: { $grains } зёрен/м³
weather-pollen-alder = Ольха
weather-pollen-birch = Берёза
weather-pollen-grass = Злаки
weather-pollen-mugwort = Полынь
weather-pollen-olive = Олива
weather-pollen-ragweed = Амброзия

## What is told unasked

weather-watch-rain = ☔ { $place }: { $what }, начало – { $start }, { $end }.
weather-watch-warning = ⚠️ { $place }: { $headline }. Начало – { $start }, { $end }.
weather-watch-frost = ❄️ { $place }: ночью мороз, до { $value }. Начало – { $start }, { $end }.
weather-watch-heat = 🥵 { $place }: жаркий день, до { $value }. Начало – { $start }, { $end }.
weather-watch-wind = 💨 { $place }: порывы до { $value }. Начало – { $start }, { $end }.
weather-watch-uv = 🧴 { $place }: сильное солнце, УФ-индекс { $value }. Начало – { $start }, { $end }.
weather-watch-over = ✅ { $place }: { $what } – всё закончилось.
weather-watch-called-off = ✅ { $place }: { $what } – отменяется.
weather-kind-rain = Дождь
weather-kind-warnings = Официальные предупреждения
weather-kind-frost = Мороз ночью
weather-kind-heat = Жара
weather-kind-wind = Сильный ветер
weather-kind-uv = Сильное солнце
weather-watch-where-i-am = там, где ты находишься
weather-watch-ask = О чём ещё сообщать? Место: { $place }
weather-watch-none = Пока я сам ничего не сообщаю тебе о погоде.
weather-watch-list = Я сообщаю о таком:
weather-watch-one = • { $kind }: { $place }
weather-watch-time = { $day } { $clock }
weather-watch-until = конец – { $time }

## Asking and choosing

weather-ask-place = Где? Напиши название места или отправь геопозицию.
weather-button-refresh = 🔄 Обновить
weather-button-report = ⏰ Утренняя сводка
weather-button-place = 📍 { $place }
weather-button-today = Сегодня
weather-button-tomorrow = Завтра
weather-button-week = Неделя
weather-button-chart = 📈 График
weather-button-rain = ☔ Дождь
weather-button-warnings = ⚠️ Предупреждения
weather-button-air = 😮‍💨 Воздух
weather-button-watch = 🔔 Оповещения
weather-button-on = ✅ { $kind }
weather-button-add = ➕ { $kind }
weather-button-here = 📍 Где я
weather-button-at = { $time }
weather-button-soon = Через 1 минуту
weather-button-off = Выключить

## The report

weather-report =
    { $greeting }

    { $weather }
weather-and-story =
    { $weather }

    { $story }.
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
scope-weather-watch = получать предупреждения о дожде, морозе или шторме
scope-report-write = получать сводку каждое утро
